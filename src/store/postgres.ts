import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { systemCode } from '../net/system-code.js';
import type { Database, Queries, Row, SqlValue } from './database.js';
import { StoreProblem } from './store-problem.js';

/** Type numbers of int8 and numeric, which counts and sums have; `pg` would give them as text. */
const WHOLE_NUMBERS: readonly number[] = [20, 1700];

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
  const pool = connectPool(url);
  // A connection that breaks while nobody uses it is replaced when it is needed.
  pool.on('error', brokenConnection);
  return {
    engine: 'postgresql',
    ...queriesOf(pool),
    transaction: async (work) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await commit(pool, work);
        } catch (error) {
          if (attempt === MAX_ATTEMPTS || !CONFLICTS.includes(systemCode(error))) throw error;
          await sleep(Math.random() * 20 * attempt);
        }
      }
    },
    background: queriesOf(pool),
    // Asking the server would cost as much as what it could save.
    revision: () => null,
    // Deleted rows are overwritten by the server's own vacuum, in its own time.
    scrub: () => Promise.resolve(),
    close: () => pool.end(),
  };
}

function connectPool(url: string): pg.Pool {
  // The error that `pg` throws for such a URL holds the URL, and with it the password.
  if (!URL.canParse(url))
    throw new StoreProblem('DATABASE_URL must be a URL such as postgres://user:password@host:5432/database.');
  const types = new pg.TypeOverrides();
  for (const type of WHOLE_NUMBERS) types.setTypeParser(type, Number);
  return new pg.Pool({
    connectionString: url,
    application_name: 'derm-fhir-gateway',
    connectionTimeoutMillis: 5000,
    statement_timeout: 30_000,
    types,
  });
}

function queriesOf(connection: pg.Pool | pg.PoolClient): Queries {
  return {
    all: async (sql, values = []) =>
      (await connection.query<Record<string, SqlValue>>(sql, [...values])).rows,
    run: async (sql, values = []) => (await connection.query<Row>(sql, [...values])).rowCount ?? 0,
  };
}

/** Statements on a broken connection fail by themselves; an event that nobody hears would end the process. */
function brokenConnection(): void {
  return;
}

async function commit<T>(pool: pg.Pool, work: (queries: Queries) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  client.on('error', brokenConnection);
  let isSound = true;
  try {
    await client.query('begin');
    const result = await work(queriesOf(client));
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
