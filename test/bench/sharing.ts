import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createStore } from '../../src/store/create-store.js';
import type { Database } from '../../src/store/database.js';
import { prepareDatabase } from '../../src/store/prepare-database.js';
import { createOutbox } from '../../src/store/outbox/create-outbox.js';
import { numberOf } from '../../src/store/row.js';
import { startChild } from '../chaos/child.js';
import { openWork } from '../chaos/open-work.js';
import { startPostgres } from '../store/postgres-server.js';
import { fill } from './draining.js';

const OWNERS = new Map([['default', 'https://vendor.test']]);

/** Deliveries a second that so many processes drain from one PostgreSQL database. */
export async function sharedBy(processes: number, url: string, count: number): Promise<number> {
  const postgres = await startPostgres();
  const place = { kind: 'postgresql' as const, url: postgres.url };
  const database = await prepareDatabase(place, OWNERS, Date.now);
  const { destinations } = createOutbox({ database, newId: randomUUID });
  await destinations.pause('told', 'bench', Date.now());
  await fill(createStore({ database, nowMs: Date.now }), count, 'told');
  const common = { place, urls: [url, url], speed: 1, originMs: Date.now() };
  const settings = JSON.stringify({ ...common, leaseMs: 60_000, timeoutMs: 10_000 });
  const children = await Promise.all(Array.from({ length: processes }, () => started(settings)));
  await destinations.resume('told', 'bench', Date.now());
  while ((await openWork(database)).deliveries > 0) await sleep(100);
  const perSecond = await rateOf(database);
  await Promise.all(children.map((child) => child.kill()));
  await database.close();
  await postgres.stop();
  return perSecond;
}

async function started(settings: string) {
  let isReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => (isReady = resolve));
  const child = startChild('gateway-process.ts', [settings], () => {
    isReady();
  });
  await ready;
  return child;
}

/** From the first one to the last one: processes notice at different times that they may begin. */
async function rateOf(database: Database): Promise<number> {
  const [row = {}] = await database.all(
    'select count(*) as many, min(finished_at) as first, max(finished_at) as last from delivery',
  );
  return (numberOf(row, 'many') * 1_000) / (numberOf(row, 'last') - numberOf(row, 'first'));
}
