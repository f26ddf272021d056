import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Queries } from './database.js';
import { createOneAtATime, type OneAtATime } from './one-at-a-time.js';
import { connectSqlite, type SqliteConnection } from './sqlite-connection.js';
import { codeOf } from './error-code.js';
import { StoreProblem } from './store-problem.js';

/**
 * Opens the embedded database.
 *
 * With a file, transactions have one connection, one after the other, and reading has another, which sees whole commits only
 * (https://sqlite.org/wal.html). Other processes may open the same file. In memory there is one connection for both, so that
 * reading waits for the transaction under way.
 *
 * @param place path of the file, made with its folder when it is not there and readable by its owner only; or `memory`.
 * @throws StoreProblem when the file cannot be had.
 */
export function openSqlite(place: { readonly file: string } | 'memory'): Database {
  return place === 'memory' ? inMemory() : inFile(place.file);
}

function inMemory(): Database {
  const connection = connectSqlite(':memory:');
  const inTurn = createOneAtATime();
  return {
    engine: 'sqlite',
    ...inTurns(connection, inTurn),
    transaction: (work) => inTurn(() => commit(connection, work)),
    scrub: () => Promise.resolve(),
    close: () =>
      inTurn(() => {
        connection.close();
      }),
  };
}

function inFile(file: string): Database {
  const { writer, reader } = connectBoth(file);
  const inTurn = createOneAtATime();
  return {
    engine: 'sqlite',
    all: (sql, values) => attempt(() => reader.all(sql, values)),
    run: (sql, values) => inTurn(() => commit(writer, (queries) => queries.run(sql, values))),
    transaction: (work) => inTurn(() => commit(writer, work)),
    // Pages in the write-ahead log outlive a deletion until it is emptied.
    scrub: () => inTurn(() => void writer.all('pragma wal_checkpoint(truncate)')),
    close: () =>
      inTurn(() => {
        reader.close();
        writer.close();
      }),
  };
}

function connectBoth(file: string): { writer: SqliteConnection; reader: SqliteConnection } {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // SQLite makes its other files as readable as this one.
    closeSync(openSync(file, 'a', 0o600));
    const writer = connectSqlite(file);
    const reader = connectSqlite(file);
    reader.all('pragma query_only = on');
    writer.all('pragma busy_timeout = 0');
    return { writer, reader };
  } catch (error) {
    throw new StoreProblem('STORE must name an SQLite file in a folder that can be written.', {
      cause: error,
    });
  }
}

function inTurns(connection: SqliteConnection, inTurn: OneAtATime): Queries {
  return {
    all: (sql, values) => inTurn(() => connection.all(sql, values)),
    run: (sql, values) => inTurn(() => connection.run(sql, values)),
  };
}

async function commit<T>(connection: SqliteConnection, work: (queries: Queries) => Promise<T>): Promise<T> {
  await begin(connection);
  try {
    const result = await work({
      all: (sql, values) => attempt(() => connection.all(sql, values)),
      run: (sql, values) => attempt(() => connection.run(sql, values)),
    });
    connection.run('commit');
    return result;
  } catch (error) {
    rollBack(connection);
    throw error;
  }
}

/** How long to wait for another process that writes, in ms, and how long between two attempts. */
const MAX_WAIT = 5000;
const PAUSE = 5;

/**
 * `immediate`: a transaction that has to wait for another process does so before it has read anything. It waits here, since
 * SQLite's own waiting would stop everything else that this process does.
 */
async function begin(connection: SqliteConnection): Promise<void> {
  for (let waited = 0; ; waited += PAUSE) {
    try {
      connection.run('begin immediate');
      return;
    } catch (error) {
      if (waited >= MAX_WAIT || codeOf(error) !== 'SQLITE_BUSY') throw error;
      await sleep(PAUSE);
    }
  }
}

/** Some failures (a full disk) have already ended the transaction: then there is nothing to roll back. */
function rollBack(connection: SqliteConnection): void {
  try {
    connection.run('rollback');
  } catch {
    // What went wrong first is what counts.
  }
}

/** What is thrown at once becomes a promise that is not kept. */
function attempt<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
