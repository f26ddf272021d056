import { setTimeout as sleep } from 'node:timers/promises';
import { systemCode } from '../net/system-code.js';
import type { SqliteConnection } from './sqlite-connection.js';

const BUSY = 'SQLITE_BUSY';
/** How long to wait for another process, in ms, and how long between two attempts. */
const MAX_WAIT = 5000;
const PAUSE = 5;

/** `immediate`: a transaction that has to wait for another process does so before it has read anything. */
export async function begin(connection: SqliteConnection): Promise<void> {
  await whenFree(() => connection.run('begin immediate'));
}

/**
 * Pages in the write-ahead log outlive their deletion until it is emptied. What another process still reads cannot be: then the
 * next scrubbing or closing does it, for the deletion itself is committed.
 *
 * @param whenAlone runs an attempt when nothing else uses the connection; others go on between two attempts.
 */
export async function emptyLog(
  connection: SqliteConnection,
  whenAlone: (work: () => void) => Promise<void>,
): Promise<void> {
  const attempt = (): void => {
    const [result] = connection.all('pragma wal_checkpoint(truncate)');
    if (result?.['busy'] !== 0) throw Object.assign(new Error('the log is in use'), { code: BUSY });
  };
  await whenFree(() => whenAlone(attempt)).catch(() => undefined);
}

/** Tries until no other process is in the way. It waits here, since SQLite's own waiting would stop this whole process. */
async function whenFree<T>(attempt: () => T | Promise<T>): Promise<T> {
  for (let waited = 0; ; waited += PAUSE) {
    try {
      return await attempt();
    } catch (error) {
      if (waited >= MAX_WAIT || systemCode(error) !== BUSY) throw error;
      await sleep(PAUSE);
    }
  }
}

/** Some failures (a full disk) have already ended the transaction: then there is nothing to roll back. */
export function rollBack(connection: SqliteConnection): void {
  try {
    connection.run('rollback');
  } catch {
    // What went wrong first is what counts.
  }
}

/** What is thrown at once becomes a promise that is not kept. */
export function attempt<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
