import SQLite from 'libsql/promise';
import type { Reader, Row, SqlValue } from './database.js';
import { createFairQueue, type Asker } from './fair-queue.js';
import { keepStatements } from './kept-statements.js';
import { BUSY_TIMEOUT, toRow, withNumbers } from './sqlite-connection.js';

/** Reads on a thread of libsql's own: this process goes on meanwhile. */
export interface SqliteBackground {
  /** Reads for somebody; a statement fails with the signal's reason when that aborts. */
  readonly for: (asker: Asker) => Reader;
  /** Works while no statement is under way: as they do, it waits for its turn. */
  whileAtRest<T>(work: () => Promise<T>): Promise<T>;
  /** Ends what is under way, and what waits. */
  close(): Promise<void>;
}

/** How long a statement may take, in ms, and how many of one client may wait. */
export interface BackgroundLimits {
  readonly maxMs: number;
  readonly maxWaiting: number;
}

const LIMITS: BackgroundLimits = { maxMs: 10_000, maxWaiting: 20 };

/** How often a statement under way is looked at, in ms. */
const CHECK = 20;

/** What the gateway does by itself; no client has such a name. */
const RESTING: Asker = { client: 'at rest' };
const CLOSING: Asker = { client: 'at the end' };

/**
 * Reads an SQLite file in the background, one statement after the other: two at a time would wait for one another on the thread
 * that everybody needs. The file is opened for the first of them.
 *
 * @param file with tables.
 * @returns its statements fail with `SQLITE_INTERRUPT` when they take too long, and as {@link createFairQueue} says.
 */
export function createSqliteBackground(
  file: string,
  { maxMs, maxWaiting }: BackgroundLimits = LIMITS,
): SqliteBackground {
  const inTurn = createFairQueue(1, maxWaiting);
  let connection: BackgroundConnection | null = null;
  let isClosed = false;

  async function read(
    sql: string,
    values: readonly SqlValue[],
    signal?: AbortSignal,
  ): Promise<readonly Row[]> {
    if (isClosed) throw closing();
    const opened = (connection ??= connect(file));
    const end = performance.now() + maxMs;
    // Again and again: what has not yet begun cannot be interrupted.
    const watch = setInterval(() => {
      if (isClosed || signal?.aborted === true || performance.now() > end) opened.interrupt();
    }, CHECK);
    try {
      return await opened.all(sql, values);
    } finally {
      clearInterval(watch);
      signal?.throwIfAborted();
    }
  }

  return {
    for: (asker) => ({
      all: (sql, values = []) => inTurn(asker, () => read(sql, values, asker.signal)),
    }),
    whileAtRest: (work) => inTurn(RESTING, work),
    close: () => {
      isClosed = true;
      return inTurn(CLOSING, () => connection?.close());
    },
  };
}

interface BackgroundConnection {
  all(sql: string, values: readonly SqlValue[]): Promise<readonly Row[]>;
  /** Makes the statement under way fail. */
  interrupt(): void;
  close(): void;
}

/** What is used of libsql; its own types leave open what it gives. */
interface Connection {
  prepare(sql: string): Promise<Statement>;
  interrupt(): void;
  close(): void;
}

interface Statement {
  all(values: readonly SqlValue[]): Promise<readonly unknown[]>;
}

function connect(file: string): BackgroundConnection {
  const connection: Connection = new SQLite(file, { timeout: BUSY_TIMEOUT });
  const statements = keepStatements<Statement>();
  const statement = async (sql: string): Promise<Statement> => {
    const known = statements.find(sql);
    if (known !== undefined) return known;
    const prepared = await connection.prepare(wholeAtOnce(withNumbers(sql)));
    statements.keep(sql, prepared);
    return prepared;
  };
  return {
    all: async (sql, values) => (await (await statement(sql)).all(values)).map(toRow),
    interrupt: () => {
      connection.interrupt();
    },
    close: () => {
      statements.clear();
      connection.close();
    },
  };
}

/**
 * libsql looks for the first row in the background and for the others on the thread that everybody needs: so all are found before
 * there is a first one (https://sqlite.org/lang_with.html#materialization_hints).
 */
function wholeAtOnce(sql: string): string {
  return `with found as materialized (${sql}) select * from found`;
}

function closing(): Error {
  return Object.assign(new Error('the database is being closed'), { code: 'SQLITE_BUSY' });
}
