import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Reference } from 'fhir/r4.js';
import type { DeliveryDestination } from '../../src/deliver/destination/delivery-destination.js';
import type { Answer } from '../../src/deliver/send/answer.js';
import type { Sender } from '../../src/deliver/send/sender.js';
import type { Database } from '../../src/store/database.js';
import { openSqlite } from '../../src/store/sqlite.js';
import { testDestination } from '../helpers/destination.js';
import { smallReport } from '../store/stored-report.js';
import { startDelivering, TENANT, type Delivering } from './delivering.js';

const CONNECTION_LOST: Answer = { kind: 'unanswered', code: 'ECONNRESET', isSent: true };

const CREATED: Answer = { kind: 'answered', status: 201, headers: {}, form: 'empty', body: undefined };

/** A hospital that takes everything, and says nothing of it while `isSilent`. */
function openHospital() {
  const hospital = {
    sent: 0,
    isSilent: false,
    open: (): Sender => ({
      send: ({ method, entries }) => {
        if (method === 'PUT') return Promise.resolve(CREATED);
        hospital.sent += 1;
        if (hospital.isSilent) return Promise.resolve(CONNECTION_LOST);
        const entry = entries.map(() => ({ response: { status: '200 OK' } }));
        const body = { resourceType: 'Bundle', type: 'transaction-response', entry };
        return Promise.resolve({ kind: 'answered', status: 200, headers: {}, form: 'json', body });
      },
      get: () => Promise.resolve(CONNECTION_LOST),
      credentials: () => [],
      close: () => Promise.resolve(),
    }),
  };
  return hospital;
}

const ANNA = { type: 'Patient', identifier: { system: 'urn:oid:1.2', value: 'anna' } };
const BERTA = { type: 'Patient', identifier: { system: 'urn:oid:1.2', value: 'berta' } };

describe('a report that is of another patient now', () => {
  let database: Database;
  let delivering: Delivering;
  let hospital: ReturnType<typeof openHospital>;

  const start = async (given: Partial<DeliveryDestination> = {}) => {
    const ward = testDestination({ name: 'ward', allowAnonymous: true, ...given });
    delivering = await startDelivering(database, [ward], { openSender: hospital.open });
  };
  let content = 0;
  const save = async (subject: Reference | null) => {
    const report = smallReport('r', { a: `content ${(content += 1)}` });
    const resources = report.resources.map((resource) =>
      subject !== null && resource.resourceType === 'DiagnosticReport' ? { ...resource, subject } : resource,
    );
    await delivering.store.saveReport(TENANT, { ...report, resources }, { deliverTo: ['ward'] });
  };
  const deliver = async (subject: Reference | null) => {
    await save(subject);
    await delivering.settled();
    return (await delivering.deliveries()).at(-1);
  };
  const retryLast = async () => {
    const last = (await delivering.deliveries()).at(-1);
    await delivering.outbox.deliveries.retry(TENANT, last?.id ?? '', 'operator', Date.now());
    delivering.workers.wake(['ward']);
    await delivering.settled();
    return (await delivering.deliveries()).at(-1);
  };

  beforeEach(() => {
    database = openSqlite('memory');
    hospital = openHospital();
  });

  afterEach(async () => {
    await delivering.stop();
    await database.close();
  });

  const MOVED = { state: 'dead', lastOutcome: 'subject-changed' };

  test('is not sent to who has it as another one’s, and waits for people', async () => {
    await start();
    expect(await deliver(ANNA)).toMatchObject({ state: 'delivered' });
    const { sent } = hospital;
    expect(await deliver(BERTA)).toMatchObject({ ...MOVED, attempts: { 'subject-changed': 1 } });
    expect(hospital.sent).toBe(sent);
    // What comes after it is no more of the patient that is there.
    expect(await deliver(BERTA)).toMatchObject(MOVED);
  });

  test('is sent when somebody sends it again, and is that patient’s from then on', async () => {
    await start();
    await deliver(ANNA);
    await deliver(BERTA);
    expect(await retryLast()).toMatchObject({ state: 'delivered' });
    expect(await deliver(BERTA)).toMatchObject({ state: 'delivered' });
    expect(await deliver(ANNA)).toMatchObject(MOVED);
  });

  test('is not sent by a replay of everything that is dead', async () => {
    await start();
    await deliver(ANNA);
    await deliver(BERTA);
    await delivering.outbox.deliveries.replay(TENANT, {}, 1_000, 'operator', Date.now());
    delivering.workers.wake(['ward']);
    await delivering.settled();
    expect((await delivering.deliveries()).at(-1)).toMatchObject({
      ...MOVED,
      attempts: { 'subject-changed': 1 },
    });
  });

  test('is not sent after an answer that never came', async () => {
    await start();
    hospital.isSilent = true;
    await save(ANNA);
    while ((await delivering.deliveries())[0]?.attempts['unanswered'] !== 1) await new Promise(setImmediate);
    hospital.isSilent = false;
    expect(await deliver(BERTA)).toMatchObject(MOVED);
  });

  test('was of nobody before, or is of the same one in other words: that is no change', async () => {
    await start();
    expect(await deliver(null)).toMatchObject({ state: 'delivered' });
    expect(await deliver(ANNA)).toMatchObject({ state: 'delivered' });
    expect(await deliver({ ...ANNA, display: 'Anna' })).toMatchObject({ state: 'delivered' });
    expect(await deliver(null)).toMatchObject({ state: 'delivered' });
    expect(await deliver(BERTA)).toMatchObject(MOVED);
  });

  test('goes where nobody is told whose it is', async () => {
    await start({ subject: 'none' });
    await deliver(ANNA);
    expect(await deliver(BERTA)).toMatchObject({ state: 'delivered' });
  });
});
