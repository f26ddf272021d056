import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from './database.js';
import { createOncePerTurn } from './once-per-turn.js';
import { createOneAtATime } from './one-at-a-time.js';
import { numberOf } from './row.js';
import { createSqliteBackground } from './sqlite-background.js';
import { connectSqlite, type SqliteConnection } from './sqlite-connection.js';
import { createGroupCommit } from './sqlite-group-commit.js';
import { attempt, emptyLog } from './sqlite-transaction.js';
import { StoreProblem } from './store-problem.js';

/**
 * Opens the embedded database.
 *
 * With a file, transactions have one connection, one after the other and several in a commit, and reading has another, which
 * sees whole commits only (https://sqlite.org/wal.html); a third one reads in the background. Other processes may open the same
 * file. In memory there is one connection for all, so that reading waits for the transaction under way.
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
  const together = createGroupCommit(connection, inTurn);
  let revision = 0;
  const changing = <T>(change: Promise<T>): Promise<T> =>
    change.finally(() => {
      revision += 1;
    });
  const all: Database['all'] = (sql, values) => inTurn(() => connection.all(sql, values));
  return {
    engine: 'sqlite',
    all,
    background: () => ({ all }),
    run: (sql, values) => changing(inTurn(() => connection.run(sql, values))),
    transaction: (work) => changing(together(work)),
    revision: () => revision,
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
  const together = createGroupCommit(writer, inTurn);
  const background = createSqliteBackground(file);
  const revision = createOncePerTurn(() => dataVersion(reader));
  const transaction: Database['transaction'] = (work) => together(work).finally(revision.forget);
  return {
    engine: 'sqlite',
    all: (sql, values) => attempt(() => reader.all(sql, values)),
    run: (sql, values) => transaction((queries) => queries.run(sql, values)),
    transaction,
    background: background.for,
    revision: revision.get,
    // First the turn in the background: while that is waited for, others go on to write.
    scrub: () => emptyLog(writer, (work) => background.whileAtRest(() => inTurn(work))),
    close: async () => {
      await background.close();
      await inTurn(async () => {
        reader.close();
        // SQLite empties the log itself when the last connection ends; libsql ends one only when its statements are collected.
        await emptyLog(writer, attempt);
        writer.close();
      });
    },
  };
}

/** Another number after each commit of another connection (https://sqlite.org/pragma.html#pragma_data_version). */
function dataVersion(connection: SqliteConnection): number {
  const [row = {}] = connection.all('pragma data_version');
  return numberOf(row, 'data_version');
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
