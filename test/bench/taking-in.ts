import { rmSync } from 'node:fs';
import { openFile } from './draining.js';

/** As many as come at the same time. */
const CLIENTS = 32;

async function together(
  count: number,
  one: (number: number) => Promise<unknown>,
  clients = CLIENTS,
): Promise<number> {
  const started = performance.now();
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < count) await one(next++);
  };
  await Promise.all(Array.from({ length: clients }, client));
  return (count * 1_000) / (performance.now() - started);
}

/** What an SQLite file takes a second. */
export interface TakenIn {
  readonly intakes: number;
  /** Commits of one row, one after the other. */
  readonly alone: number;
  /** Transactions of one row, many in a commit. */
  readonly grouped: number;
}

/** Measures intakes, and what the store alone commits, on an SQLite file. */
export async function takenIn(file: string, count: number): Promise<TakenIn> {
  const { database, outbox } = await openFile(file);
  await database.run('create table bench (number integer primary key)');
  const insert = (number: number) =>
    database.transaction((queries) => queries.run('insert into bench (number) values ($1)', [number]));
  const grouped = await together(count, insert);
  const alone = await together(count, (number) => insert(count + number), 1);
  const intakes = await together(count, (number) => {
    const handle = `report-${number}`;
    const asked = { handle, locale: null, destinations: ['bench'], always: false };
    const idempotency = { key: handle, bodyHash: handle };
    return outbox.intakes.accept('default', { ...asked, idempotency }, Date.now());
  });
  await database.close();
  rmSync(file);
  return { intakes, alone, grouped };
}
