import pg from 'pg';
import type { Queries, Row, SqlValue } from './database.js';
import type { StatementNames } from './statement-names.js';
import { StoreProblem } from './store-problem.js';

/** Type numbers of int8 and numeric, which counts and sums have; `pg` would give them as text. */
const WHOLE_NUMBERS: readonly number[] = [20, 1700];

/**
 * Connections that are made when they are needed.
 *
 * @param limits how many connections, and how long a statement may take, in ms.
 * @throws StoreProblem when the URL is none.
 */
export function connectPool(
  url: string,
  limits: { readonly max: number; readonly statement_timeout: number },
): pg.Pool {
  // The error that `pg` throws for such a URL holds the URL, and with it the password.
  if (!URL.canParse(url))
    throw new StoreProblem('DATABASE_URL must be a URL such as postgres://user:password@host:5432/database.');
  const types = new pg.TypeOverrides();
  for (const type of WHOLE_NUMBERS) types.setTypeParser(type, Number);
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'derm-fhir-gateway',
    connectionTimeoutMillis: 5000,
    types,
    ...limits,
  });
  // A connection that breaks while nobody uses it is replaced when it is needed.
  pool.on('error', brokenConnection);
  return pool;
}

/** Statements on any connection of a pool, or on one of them. @param names under which connections keep them; none unless told. */
export function queriesOf(connection: pg.Pool | pg.PoolClient, names?: StatementNames): Queries {
  const query = (sql: string, values: readonly SqlValue[]) => {
    const name = names?.of(sql);
    return connection.query<Row>({ ...(name === undefined ? {} : { name }), text: sql, values: [...values] });
  };
  return {
    all: async (sql, values = []) => (await query(sql, values)).rows,
    run: async (sql, values = []) => (await query(sql, values)).rowCount ?? 0,
  };
}

/** Statements on a broken connection fail by themselves; an event that nobody hears would end the process. */
export function brokenConnection(): void {
  return;
}
