import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../src/store/database.js';
import { openPostgres } from '../../src/store/postgres.js';
import { openSqlite } from '../../src/store/sqlite.js';

/** An empty database of a test's own. */
export interface EmptyDatabase {
  /** Opens it; several times gives several openings of the same database, as several gateways have. */
  readonly open: () => Database;
  /** Closes what was opened and removes it. */
  readonly dispose: () => Promise<void>;
}

/** How to get an empty database of each engine. PostgreSQL is there when DATABASE_URL is (`npm run test:postgres`). */
export const engines: readonly (readonly [name: string, create: () => Promise<EmptyDatabase>])[] = [
  ['SQLite in memory', sqliteInMemory],
  ['SQLite in a file', sqliteInFile],
  ...postgresWhereItIs(),
];

/** Engines whose databases more than one gateway can have open. */
export const sharedEngines = engines.filter(([name]) => name !== 'SQLite in memory');

function sqliteInMemory(): Promise<EmptyDatabase> {
  const database = openSqlite('memory');
  return Promise.resolve({ open: () => database, dispose: () => database.close() });
}

function sqliteInFile(): Promise<EmptyDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  const opened = opening(() => openSqlite({ file: join(folder, 'gateway.db') }));
  return Promise.resolve({
    open: opened.open,
    dispose: async () => {
      await opened.close();
      rmSync(folder, { recursive: true });
    },
  });
}

function postgresWhereItIs(): (readonly [string, () => Promise<EmptyDatabase>])[] {
  const url = process.env['DATABASE_URL'];
  return url === undefined ? [] : [['PostgreSQL', () => postgres(url)]];
}

async function postgres(url: string): Promise<EmptyDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const server = openPostgres(url);
  await server.run(`create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const opened = opening(() => openPostgres(own.href));
  return {
    open: opened.open,
    dispose: async () => {
      await opened.close();
      await server.run(`drop database ${name}`);
      await server.close();
    },
  };
}

function opening(open: () => Database) {
  const opened: Database[] = [];
  return {
    open: () => {
      const database = open();
      opened.push(database);
      return database;
    },
    close: async () => {
      for (const database of opened) await database.close();
    },
  };
}
