import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Answer } from '../../src/deliver/send/answer.js';
import type { Sender } from '../../src/deliver/send/sender.js';
import type { Database } from '../../src/store/database.js';
import { openSqlite } from '../../src/store/sqlite.js';
import { testDestination } from '../helpers/destination.js';
import { smallReport } from '../store/stored-report.js';
import { startDelivering, TENANT, type Delivering } from './delivering.js';

/** A hospital that refuses what refers to a Device that it does not have, as HAPI does. */
function strictHospital(): { sent: string[]; isEmptied: boolean; open: () => Sender } {
  const answered = (status: number, body?: unknown): Answer => ({
    ...{ kind: 'answered', status, headers: {} },
    ...(body === undefined ? { form: 'empty', body } : { form: 'json', body }),
  });
  const missing = {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: 'not-found', diagnostics: 'Resource Device/device not found' }],
  };
  const hospital = {
    sent: Array<string>(),
    isEmptied: true,
    open: (): Sender => ({
      send: ({ method, path }) => {
        hospital.sent.push(`${method} ${path}`);
        if (method === 'PUT') hospital.isEmptied = false;
        if (method === 'PUT') return Promise.resolve(answered(201));
        if (hospital.isEmptied) return Promise.resolve(answered(400, missing));
        const entry = Array(2).fill({ response: { status: '201 Created' } });
        return Promise.resolve(
          answered(200, { resourceType: 'Bundle', type: 'transaction-response', entry }),
        );
      },
      get: () => Promise.resolve(answered(404)),
      credentials: () => [],
      close: () => Promise.resolve(),
    }),
  };
  return hospital;
}

describe('a worker', () => {
  let database: Database;
  let delivering: Delivering;
  let hospital: ReturnType<typeof strictHospital>;

  const start = async (tenants: readonly string[]) => {
    const destination = testDestination({ name: 'ward', tenants });
    delivering = await startDelivering(database, [destination], { openSender: hospital.open });
  };
  const save = (id: string) =>
    delivering.store.saveReport(TENANT, smallReport(id, { a: 'one' }), { deliverTo: ['ward'] });

  beforeEach(() => {
    database = openSqlite('memory');
    hospital = strictHospital();
  });

  afterEach(async () => {
    await delivering.stop();
    await database.close();
  });

  test('gives the Device again to a hospital that lost it', async () => {
    await start([TENANT]);
    await save('first');
    await delivering.settled();
    hospital.isEmptied = true;
    await save('second');
    const refused = async () => (await delivering.deliveries())[1];
    while ((await refused())?.lastOutcome !== 'missing-target') await new Promise(setImmediate);
    await delivering.outbox.deliveries.retry(TENANT, (await refused())?.id ?? '', 'operator', Date.now());
    delivering.workers.wake(['ward']);
    await delivering.settled();
    expect((await delivering.deliveries()).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
    expect(hospital.sent.filter((request) => request === 'PUT Device/device')).toHaveLength(2);
  });

  test('sends nothing of a tenant that was taken off the destination meanwhile', async () => {
    await start(['somebody-else']);
    await save('first');
    await delivering.settled();
    expect(await delivering.deliveries()).toMatchObject([{ state: 'dead', lastOutcome: 'not-permitted' }]);
    expect(hospital.sent).toEqual([]);
  });
});
