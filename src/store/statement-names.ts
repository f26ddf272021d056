import { systemCode } from '../net/system-code.js';
import { hashOf } from './content-hash.js';

/** Names by which connections keep statements that they have read and planned. */
export interface StatementNames {
  /** The name of a statement; undefined: it is not kept. */
  readonly of: (sql: string) => string | undefined;
  /**
   * Takes note of an error. Some poolers give each transaction another connection, which knows nothing of the names of the one before:
   * then no name is given any more.
   *
   * @returns whether it came of a name, so that the same goes well without.
   */
  readonly areRefused: (error: unknown) => boolean;
}

/** Each connection keeps its own copy of them. */
const MOST = 200;
/** PostgreSQL cuts names of 64 bytes and more; so many hex digits tell statements apart. */
const DIGITS = 32;
/** invalid_sql_statement_name, duplicate_prepared_statement (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const REFUSALS: readonly unknown[] = ['26000', '42P05'];

/**
 * Names statements, so that the server reads and plans them once for each connection and not each time
 * (https://www.postgresql.org/docs/current/sql-prepare.html). What is asked only once gets no name: searches have endless forms.
 *
 * @param most how many names are given.
 */
export function createStatementNames(most = MOST): StatementNames {
  const names = new Map<string, string>();
  const seen = new Set<string>();
  let isStopped = false;
  const nameAgain = (sql: string): string | undefined => {
    if (names.size >= most) return undefined;
    if (!seen.delete(sql)) {
      if (seen.size >= most) seen.clear();
      seen.add(sql);
      return undefined;
    }
    // Of the statement itself: behind a pooler the connection may know a name from another process.
    const name = hashOf(sql).slice(0, DIGITS);
    names.set(sql, name);
    return name;
  };
  return {
    of: (sql) => (isStopped ? undefined : (names.get(sql) ?? nameAgain(sql))),
    areRefused: (error) => {
      const isRefusal = REFUSALS.includes(systemCode(error));
      isStopped ||= isRefusal;
      return isRefusal;
    },
  };
}
