import { pino, type DestinationStream } from 'pino';

/** As many bytes are written at once at the latest, also in the middle of a turn. */
const BUFFER_BYTES = 8_192;

/** pino's number for `warn`. */
const WARN = 40;

/** A destination that can be told to write now. */
export interface LineWriter extends DestinationStream {
  flushSync(): void;
  /** Set by pino: the level of the line that comes next. */
  lastLevel: number;
}

/**
 * Writes log lines to a file descriptor, those of one turn of the event loop together: a system call for each request would cost
 * more than all else that is done to log it. Warnings and worse are written before the call returns, with what came before them,
 * because the line that says why a process ends is its last.
 */
export function lineWriter(descriptor: number): LineWriter {
  const file = pino.destination({ dest: descriptor, sync: true, minLength: BUFFER_BYTES });
  let isDue = false;
  // Not flushSync, which also waits for the disk.
  const write = (): void => {
    isDue = false;
    file.flush();
  };
  const flushSync = (): void => {
    file.flushSync();
  };
  process.on('exit', flushSync);
  return {
    // This is how pino tells the level: it sets `lastLevel` before it writes.
    [Symbol.for('pino.metadata')]: true,
    lastLevel: 0,
    write(line) {
      file.write(line);
      if (this.lastLevel >= WARN) write();
      else if (!isDue) {
        isDue = true;
        setImmediate(write);
      }
    },
    flushSync,
  };
}
