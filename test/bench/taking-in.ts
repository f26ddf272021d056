import { rmSync } from 'node:fs';
import { openFile } from './draining.js';

/** As many as come at the same time. */
const CLIENTS = 32;

async function together(count: number, one: (number: number) => Promise<unknown>): Promise<number> {
  const started = performance.now();
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < count) await one(next++);
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return (count * 1_000) / (performance.now() - started);
}

/** Intakes a second that the outbox takes, and commits a second of one row, on an SQLite file. */
export async function takenIn(
  file: string,
  count: number,
): Promise<{ readonly intakes: number; readonly commits: number }> {
  const { database, outbox } = await openFile(file);
  await database.run('create table bench (number integer primary key)');
  const commits = await together(count, (number) =>
    database.transaction((queries) => queries.run('insert into bench (number) values ($1)', [number])),
  );
  const intakes = await together(count, (number) => {
    const handle = `report-${number}`;
    const asked = { handle, locale: null, destinations: ['bench'], always: false };
    const idempotency = { key: handle, bodyHash: handle };
    return outbox.intakes.accept('default', { ...asked, idempotency }, Date.now());
  });
  await database.close();
  rmSync(file);
  return { intakes, commits };
}
