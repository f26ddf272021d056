import SQLite from 'libsql';
import InBackground from 'libsql/promise';
import type { Row, SqlValue } from './database.js';
import { keepStatements } from './kept-statements.js';

/** One connection to an SQLite database. Its calls are synchronous, but for one: they are done when they return. */
export interface SqliteConnection {
  /** Ends the transaction, on a thread of libsql's own: this process goes on while the disk writes. Nothing else may be called then. */
  commit(): Promise<void>;
  all(sql: string, values?: readonly SqlValue[]): readonly Row[];
  run(sql: string, values?: readonly SqlValue[]): number;
  close(): void;
}

/** How long a statement waits while another process has the file to itself, in ms. */
export const BUSY_TIMEOUT = 5000;

/**
 * Opens a connection whose commits are on disk when they return (WAL with `synchronous=FULL`,
 * https://sqlite.org/pragma.html#pragma_synchronous), and whose deletions overwrite what they delete.
 *
 * @param path file, or `:memory:`.
 */
export function connectSqlite(path: string): SqliteConnection {
  const connection = new SQLite(path, { timeout: BUSY_TIMEOUT });
  connection.pragma(`busy_timeout = ${BUSY_TIMEOUT}`);
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('secure_delete = ON');
  const prepare = (sql: string) => connection.prepare(withNumbers(sql));
  const statements = keepStatements<ReturnType<typeof prepare>>();
  const statement = (sql: string) => {
    const known = statements.find(sql);
    if (known !== undefined) return known;
    const prepared = prepare(sql);
    statements.keep(sql, prepared);
    return prepared;
  };
  return {
    commit: async () => {
      // libsql has two faces for a connection, one that waits and one that does not: this is of the other one.
      if (path !== ':memory:') await InBackground.prototype.exec.call(connection, 'commit');
      else statement('commit').run();
    },
    all: (sql, values = []) => statement(sql).all(values).map(toRow),
    run: (sql, values = []) => statement(sql).run(values).changes,
    close: () => {
      statements.clear();
      connection.close();
    },
  };
}

/** To SQLite `$1` is a name, and names are numbered as they come; `?1` is the first value wherever it stands. */
export function withNumbers(sql: string): string {
  return sql.replaceAll(/\$(\d+)/g, '?$1');
}

/** A row as libsql gives it. */
export function toRow(found: unknown): Row {
  const row: Record<string, SqlValue> = {};
  for (const [name, value] of Object.entries(found ?? {})) row[name] = toValue(value);
  return row;
}

function toValue(value: unknown): SqlValue {
  if (typeof value === 'string' || typeof value === 'number' || value === null) return value;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw new TypeError('SQLite gave a value of a type that is not used');
}
