import { pino, type DestinationStream } from 'pino';

/** As many bytes are written at once at the latest, also in the middle of a turn. */
const BUFFER_BYTES = 8_192;

/** A destination that can be told to write now; pino does so after a fatal line. */
export interface LineWriter extends DestinationStream {
  flushSync(): void;
}

/**
 * Writes log lines to a file descriptor, those of one turn of the event loop together: one system call for each request would cost
 * more than all else that is done to log it. What is left when the process ends is written then, for the line that says why a
 * process ends is its last.
 */
export function lineWriter(descriptor: number): LineWriter {
  const file = pino.destination({ dest: descriptor, sync: true, minLength: BUFFER_BYTES });
  let isDue = false;
  const flush = (): void => {
    isDue = false;
    file.flushSync();
  };
  process.on('exit', flush);
  return {
    write(line) {
      file.write(line);
      if (isDue) return;
      isDue = true;
      setImmediate(flush);
    },
    flushSync: flush,
  };
}
