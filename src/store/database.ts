import type { Asker } from './fair-queue.js';

/** What both engines can keep in a column. Times are whole milliseconds since the epoch. */
export type SqlValue = string | number | Uint8Array | null;

/** One row, by the names of its columns. */
export type Row = Readonly<Record<string, SqlValue>>;

/** Statements of the one SQL text that both engines understand; `$1`, `$2` … stand for the values by their number. */
export interface Reader {
  /** The rows of a statement. Outside a transaction it may only read. */
  all(sql: string, values?: readonly SqlValue[]): Promise<readonly Row[]>;
}

export interface Queries extends Reader {
  /** Runs a statement that gives no rows. @returns how many rows it changed. */
  run(sql: string, values?: readonly SqlValue[]): Promise<number>;
}

/** An open database. */
export interface Database extends Queries {
  readonly engine: 'sqlite' | 'postgresql';
  /**
   * All of it or nothing; it is on disk when the promise is kept. Nothing else sees a part of it.
   *
   * @param work uses the queries it is given and no others, which would wait for it to end. It may be called again when it got
   *   into the way of another transaction, so it changes nothing but the database.
   */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /**
   * Reads what may take long: others are answered meanwhile, also by an engine in this process that keeps its data in a file.
   * It fails when it takes too long, with OutcomeError 503 when too much waits for the same client, and with the signal's reason
   * when that aborts.
   */
  background(asker: Asker): Reader;
  /**
   * A number that is another one after each commit, whoever made it; null: the engine does not tell. It may be as old as this turn
   * of the event loop, but never older than a transaction of this database that has ended.
   */
  readonly revision: () => number | null;
  /** After a deletion: takes what was deleted out of the log of changes too, where the engine lets us. */
  scrub(): Promise<void>;
  close(): Promise<void>;
}
