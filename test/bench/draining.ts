import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'fhir-kit-client';
import type { Bundle } from 'fhir/r4.js';
import type { Database } from '../../src/store/database.js';
import type { Store } from '../../src/store/store.js';
import { openWork } from '../chaos/open-work.js';
import { numberedReport } from '../chaos/numbered-report.js';
import { testDestination } from '../helpers/destination.js';
import { compiled } from './compiled.js';

const {
  createSender,
  planOf,
  readPlanResources,
  startWorkers,
  createStore,
  openDatabase,
  migrate,
  createOutbox,
} = compiled;

const TENANT = 'default';
export const CONCURRENCY = 8;

/** A store in an SQLite file, with its outbox. */
export async function openFile(file: string) {
  const database = await openDatabase({ kind: 'file', file });
  await migrate(database, Date.now);
  const store = createStore({ database, nowMs: Date.now });
  return { database, store, outbox: createOutbox({ database, newId: randomUUID }) };
}

/** Saves reports with a delivery each. */
export async function fill(store: Store, count: number, destination: string): Promise<void> {
  for (let number = 0; number < count; number += 1)
    await store.saveReport(TENANT, numberedReport({ number, revision: 1 }), { deliverTo: [destination] });
}

/** Deliveries a second that are drained from the outbox of an SQLite file. */
export async function drained(baseUrl: string, file: string, count: number): Promise<number> {
  const { database, store, outbox } = await openFile(file);
  await fill(store, count, 'bench');
  const started = performance.now();
  const workers = startWorkers({
    ...{ store, outbox, nowMs: Date.now, nextId: randomUUID, owner: randomUUID(), random: Math.random },
    destinations: [testDestination({ name: 'bench', baseUrl, concurrency: CONCURRENCY, ratePerSecond: 1e6 })],
    openSender: (destination) => createSender(destination),
    fileOf: () => Promise.resolve(null),
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: (problem: unknown) => {
        throw new Error('a worker failed', { cause: problem });
      },
    },
  });
  await untilDrained(database);
  const seconds = (performance.now() - started) / 1_000;
  await workers.stop(1_000);
  await database.close();
  rmSync(file);
  return count / seconds;
}

async function untilDrained(database: Database): Promise<void> {
  while ((await openWork(database)).deliveries > 0) await sleep(50);
}

/** The same Bundles, ready, sent by fhir-kit-client alone: Bundles a second. */
export async function sentAlone(baseUrl: string, file: string, count: number): Promise<number> {
  const { database, store } = await openFile(file);
  await fill(store, count, 'bench');
  const bundles: Bundle[] = [];
  for (let number = 0; number < count; number += 1) {
    const { id } = numberedReport({ number, revision: 1 });
    const versions = await store.readReport(TENANT, id, []);
    if (versions === null || 'erasedAt' in versions) throw new Error('not stored');
    const plan = planOf(
      'transaction-put',
      readPlanResources(versions),
      testDestination({ baseUrl }),
      new Map(),
    );
    bundles.push(JSON.parse(plan.requests[0]?.body ?? '') as Bundle);
  }
  await database.close();
  rmSync(file);
  const client = new Client({ baseUrl });
  const started = performance.now();
  const send = async (): Promise<void> => {
    for (let body = bundles.pop(); body !== undefined; body = bundles.pop())
      await client.transaction({ body: { ...body, type: 'transaction' } });
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, send));
  return (count * 1_000) / (performance.now() - started);
}
