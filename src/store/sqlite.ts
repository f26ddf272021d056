import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database, Queries } from './database.js';
import { createOneAtATime, type OneAtATime } from './one-at-a-time.js';
import { connectSqlite, type SqliteConnection } from './sqlite-connection.js';
import { createGroupCommit } from './sqlite-group-commit.js';
import { attempt, emptyLog } from './sqlite-transaction.js';
import { StoreProblem } from './store-problem.js';

/**
 * Opens the embedded database.
 *
 * With a file, transactions have one connection, one after the other and several in a commit, and reading has another, which sees whole commits only
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
    transaction: createGroupCommit(connection, inTurn),
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
  const transaction = createGroupCommit(writer, inTurn);
  return {
    engine: 'sqlite',
    all: (sql, values) => attempt(() => reader.all(sql, values)),
    run: (sql, values) => transaction((queries) => queries.run(sql, values)),
    transaction,
    scrub: () => inTurn(() => emptyLog(writer)),
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
