import type pg from 'pg';
import type { Database, Queries, Reader, Row } from './database.js';
import { createFairQueue } from './fair-queue.js';
import { brokenConnection, queriesOf } from './postgres-pool.js';

/** How many statements of one client may wait. */
const MAX_WAITING = 20;

/**
 * Reads what may take long on connections of its own, in the turns of a fair queue.
 *
 * @param places how many connections the pool has.
 * @param others interrupts on another connection, as PostgreSQL wants it.
 */
export function createPostgresBackground(
  pool: pg.Pool,
  places: number,
  others: Queries,
): Database['background'] {
  const inTurn = createFairQueue(places, MAX_WAITING);
  return (asker) => ({
    all: (sql, values) =>
      inTurn(asker, () =>
        withConnection(pool, asker.signal, (reader) =>
          interruptibly(reader, others, asker.signal, () => reader.all(sql, values)),
        ),
      ),
  });
}

/** A connection on which something was interrupted is thrown away: it might still hit the next statement. */
async function withConnection<T>(
  pool: pg.Pool,
  signal: AbortSignal | undefined,
  work: (reader: Reader) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  client.on('error', brokenConnection);
  try {
    return await work(queriesOf(client));
  } finally {
    client.off('error', brokenConnection);
    client.release(signal?.aborted === true);
  }
}

/** Cancels the statement under way when the signal aborts (https://www.postgresql.org/docs/15/functions-admin.html). */
async function interruptibly(
  reader: Reader,
  others: Queries,
  signal: AbortSignal | undefined,
  work: () => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  if (signal === undefined) return work();
  const [{ pid = null } = {}] = await reader.all('select pg_backend_pid() as pid');
  const interrupt = (): void => {
    others.all('select pg_cancel_backend($1)', [pid]).catch(() => undefined);
  };
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    signal.throwIfAborted();
    return await work();
  } finally {
    signal.removeEventListener('abort', interrupt);
    signal.throwIfAborted();
  }
}
