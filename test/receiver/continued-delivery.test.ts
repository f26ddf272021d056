import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startReceiver, type ReceivedRequest, type Receiver } from '../../src/deliver/sandbox/receiver.js';
import type { Database } from '../../src/store/database.js';
import { openSqlite } from '../../src/store/sqlite.js';
import { testDestination } from '../helpers/destination.js';
import { reportToStore } from '../store/stored-report.js';
import { startDelivering, TENANT, type Delivering } from './delivering.js';

let database: Database;
let receiver: Receiver;
let delivering: Delivering;
let onRequest: (request: ReceivedRequest) => void = () => undefined;

beforeEach(async () => {
  database = openSqlite('memory');
  receiver = await startReceiver({
    behaves: 'plain',
    onRequest: (request) => {
      onRequest(request);
    },
  });
});

afterEach(async () => {
  await delivering.stop();
  await receiver.close();
  await database.close();
});

/** Backoff is random(0, …): without chance it is its floor. */
function startProcess(): Promise<Delivering> {
  const destination = testDestination({
    name: 'ward',
    baseUrl: receiver.url,
    profile: 'transaction-conditional',
    ratePerSecond: 10_000,
  });
  return startDelivering(database, [destination], { random: () => 0 });
}

test('what one process has brought of a report the next one does not send again', async () => {
  const written: string[] = [];
  const stopped = new Promise<void>((resolve) => {
    onRequest = ({ method, path }) => {
      // The Device is shared, and not of the report.
      if (method === 'GET' || path.startsWith('Device')) return;
      written.push(`${method} ${path}`.trim());
      if (written.length !== 2) return;
      receiver.refuseNext('unavailable', 1);
      resolve(delivering.stop());
    };
  });
  delivering = await startProcess();
  await delivering.store.saveReport(TENANT, reportToStore('acne-full'), { deliverTo: ['ward'] });
  await stopped;
  expect(await delivering.deliveries()).toMatchObject([{ state: 'waiting', lastOutcome: 'transient' }]);

  delivering = await startProcess();
  await delivering.settled();
  expect(await delivering.deliveries()).toMatchObject([{ state: 'delivered' }]);
  expect(written).toEqual(['POST', 'POST Provenance', 'POST Provenance']);
});
