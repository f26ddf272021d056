import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { systemCode } from '../net/system-code.js';
import type { Database, Queries } from './database.js';
import { createPostgresBackground } from './postgres-background.js';
import { brokenConnection, connectPool, queriesOf } from './postgres-pool.js';
import { createStatementNames, type StatementNames } from './statement-names.js';

/** So many statements that may take long run at the same time, on connections of their own: nothing else waits for them. */
const SLOW = 2;

/**
 * Serialisation failure, deadlock, and a row that another transaction inserted first: the transaction was undone because of the
 * other, and may be tried again.
 */
const CONFLICTS: readonly unknown[] = ['40001', '40P01', '23505'];
const MAX_ATTEMPTS = 5;

/**
 * Opens a PostgreSQL database, which several gateways may share. Encryption is as the URL says (`sslmode`); no connection is
 * made before the first statement.
 *
 * @param url `postgres://user:password@host:port/database`.
 * @throws StoreProblem when it is no such URL.
 */
export function openPostgres(url: string): Database {
  const pool = connectPool(url, { max: 10, statement_timeout: 30_000 });
  const names = createStatementNames();
  const queries = queriesOf(pool, names);
  const unlessRefused = <T>(ask: () => Promise<T>): Promise<T> =>
    ask().catch((error: unknown) => {
      if (names.areRefused(error)) return ask();
      throw error;
    });
  const slow = connectPool(url, { max: SLOW, statement_timeout: 10_000 });
  return {
    engine: 'postgresql',
    all: (...asked) => unlessRefused(() => queries.all(...asked)),
    run: (...asked) => unlessRefused(() => queries.run(...asked)),
    transaction: async (work) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await commit(pool, names, work);
        } catch (error) {
          const mayPass = names.areRefused(error) || CONFLICTS.includes(systemCode(error));
          if (attempt === MAX_ATTEMPTS || !mayPass) throw error;
          await sleep(Math.random() * 20 * attempt);
        }
      }
    },
    background: createPostgresBackground(slow, SLOW, queriesOf(pool)),
    // Asking the server would cost as much as what it could save.
    revision: () => null,
    // Deleted rows are overwritten by the server's own vacuum, in its own time.
    scrub: () => Promise.resolve(),
    close: async () => {
      await Promise.all([pool.end(), slow.end()]);
    },
  };
}

async function commit<T>(
  pool: pg.Pool,
  names: StatementNames,
  work: (queries: Queries) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  client.on('error', brokenConnection);
  let isSound = true;
  try {
    await client.query('begin');
    const result = await work(queriesOf(client, names));
    await client.query('commit');
    return result;
  } catch (error) {
    isSound = await client.query('rollback').then(
      () => true,
      () => false,
    );
    throw error;
  } finally {
    client.off('error', brokenConnection);
    // A connection that cannot even roll back is thrown away.
    client.release(!isSound);
  }
}
