import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../src/store/database.js';
import { migrate } from '../../src/store/migrate.js';
import { openSqlite } from '../../src/store/sqlite.js';
import { compare } from './compare.js';
import { startGateway, type DeliveringGateway } from './delivering-gateway.js';
import { destinationsAt, HOSPITALS } from './destinations.js';
import { expected } from './expected.js';
import { fastClock } from './fast-clock.js';
import { startHospital, type Hospital } from './hospital.js';
import { openWork } from './open-work.js';

const REPORTS = 60;
/** Every so many reports change when all are on their way. */
const CHANGES = 5;
const SPEED = 5_000;
const LEASE_MS = 10_000 * SPEED;

let database: Database;
let hospitals: Hospital[];
let gateway: DeliveringGateway;
const problems: unknown[] = [];

beforeEach(async () => {
  database = openSqlite('memory');
  hospitals = await Promise.all(HOSPITALS.map(({ behaves }, index) => startHospital(behaves, 11 + index)));
  const clock = fastClock(SPEED, Date.now());
  await migrate(database, clock.nowMs);
  const destinations = destinationsAt(
    hospitals.map(({ url }) => url),
    250,
  );
  gateway = startGateway(database, destinations, clock, LEASE_MS, (problem) => problems.push(problem));
});

afterEach(async () => {
  await gateway.stop();
  await Promise.all(hospitals.map((hospital) => hospital.close()));
  await database.close();
});

async function accept(revision: number, every: number): Promise<void> {
  for (let number = 0; number < REPORTS; number += every) await gateway.accept({ number, revision });
}

async function settled(): Promise<void> {
  for (;;) {
    const { intakes, deliveries } = await openWork(database);
    if (intakes + deliveries === 0) return;
    await sleep(10);
  }
}

test('on a bad day every report is at both destinations once, as it is now', async () => {
  await accept(1, 1);
  await accept(2, CHANGES);
  await settled();
  expect(problems).toEqual([]);
  expect(await openWork(database)).toMatchObject({ givenUp: 0 });
  const wanted = await expected(gateway.store, REPORTS);
  const none = { lost: [], duplicates: [], wrong: [], strange: [] };
  for (const hospital of hospitals) {
    expect(compare(wanted, hospital.held())).toEqual(none);
    // Or else nothing was tried.
    expect(Object.values(hospital.faults).filter((count) => count > 0).length).toBeGreaterThan(3);
  }
});
