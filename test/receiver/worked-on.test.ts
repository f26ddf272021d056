import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startReceiver, type ReceivedRequest, type Receiver } from '../../src/deliver/sandbox/receiver.js';
import { openSqlite } from '../../src/store/sqlite.js';
import type { Database } from '../../src/store/database.js';
import { ownSystems } from '../../src/translate/codings.js';
import { testDestination } from '../helpers/destination.js';
import { smallReport } from '../store/stored-report.js';
import { startDelivering, TENANT, type Delivering } from './delivering.js';

let database: Database;
let receiver: Receiver;
let delivering: Delivering;
let onReceived: (request: ReceivedRequest) => void;

beforeEach(async () => {
  onReceived = () => undefined;
  database = openSqlite('memory');
  receiver = await startReceiver({
    onRequest: (request) => {
      onReceived(request);
    },
  });
  delivering = await startDelivering(database, [testDestination({ name: 'ward', baseUrl: receiver.url })]);
});
afterEach(async () => {
  await delivering.stop();
  await receiver.close();
  await database.close();
});

async function save(observations: Readonly<Record<string, string>>, deliverTo = ['ward']): Promise<void> {
  const report = smallReport('r', observations);
  const resources = report.resources.map((resource) =>
    resource.resourceType === 'Observation'
      ? { ...resource, identifier: [{ system: ownSystems.resource, value: resource.id }] }
      : resource,
  );
  await delivering.store.saveReport(TENANT, { ...report, resources }, { deliverTo });
  await delivering.settled();
}

function there(): Readonly<Record<string, unknown>> & { readonly resourceType: string; readonly id: string } {
  const found = receiver.resources('Observation').find(({ id }) => id === 'r-b');
  if (found === undefined) throw new Error('it is not there');
  return { ...found, id: 'r-b' };
}

/** Of the last delivery. */
async function issues() {
  const last = (await delivering.deliveries()).at(-1);
  const attempts = await delivering.outbox.deliveries.attempts(TENANT, last?.id ?? '');
  return attempts.flatMap((attempt) => attempt.issues);
}

function finalise(): void {
  receiver.hold({ ...there(), status: 'final', note: [{ text: 'seen, biopsy ordered' }] });
}

describe('what a report has no more', () => {
  test('is left as it is, and told, when somebody there has worked on it', async () => {
    await save({ a: 'A', b: 'B' });
    finalise();
    await save({ a: 'A' });
    expect(there()).toMatchObject({ status: 'final', note: [{ text: 'seen, biopsy ordered' }] });
    expect(await issues()).toMatchObject([
      { severity: 'warning', code: 'conflict', resource: 'Observation/r-b' },
    ]);
  });

  test('is withdrawn as any version of it was, and not only as the last one, which was not sent', async () => {
    await save({ a: 'A', b: 'B' });
    await save({ a: 'A', b: 'changed' }, []);
    await save({ a: 'A' });
    expect([there()['status'], await issues()]).toEqual(['entered-in-error', []]);
  });

  test('is read again when somebody works on it between the reading and the writing', async () => {
    await save({ a: 'A', b: 'B' });
    onReceived = ({ method }) => {
      if (method !== 'POST') return;
      onReceived = () => undefined;
      finalise();
    };
    await save({ a: 'A' });
    expect(there()['status']).toBe('final');
    expect(await issues()).toHaveLength(2);
  });
});
