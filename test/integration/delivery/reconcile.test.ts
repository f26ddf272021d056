import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DeliveryDestination } from '../../../src/deliver/destination/delivery-destination.js';
import type { BehaviourName } from '../../../src/deliver/sandbox/behaviours/behaviours.js';
import { startReceiver, type Receiver } from '../../../src/deliver/sandbox/receiver.js';
import type { Database } from '../../../src/store/database.js';
import { openDatabase } from '../../../src/store/open-database.js';
import { runCli } from '../../helpers/cli.js';
import { testDestination } from '../../helpers/destination.js';
import { someLost, withoutLost } from '../../helpers/shrunk-report.js';
import { startDelivering, TENANT, type Delivering } from '../../receiver/delivering.js';
import { reportToStore } from '../../store/stored-report.js';

const PATIENT = { system: 'https://hospital.test/mrn', value: '4711' };
const report = () =>
  reportToStore('acne-full', 'en', undefined, { subject: { type: 'Patient', identifier: PATIENT } });

let folder: string;
let database: Database;
let receiver: Receiver;
let delivering: Delivering | null;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reconcile-'));
  database = await openDatabase({ kind: 'file', file: join(folder, 'gateway.db') });
  delivering = null;
});
afterEach(async () => {
  await delivering?.stop();
  await database.close();
  await receiver.close();
  rmSync(folder, { recursive: true });
});

/** Delivers a report to a server that behaves so. */
async function deliver(
  behaves: BehaviourName,
  media: DeliveryDestination['media'] = 'reference',
): Promise<Delivering> {
  receiver = await startReceiver({ behaves });
  receiver.hold({ resourceType: 'Patient', id: 'p1', identifier: [PATIENT] });
  const given = {
    name: 'ward',
    baseUrl: receiver.url,
    subject: 'conditional',
    ratePerSecond: 10_000,
    media,
  } as const;
  writeDestination(given);
  const started = await startDelivering(database, [testDestination({ ...given, profile: 'auto' })], {
    fileOf: () => Promise.resolve({ contentType: 'image/png', bytes: Buffer.from('a picture') }),
  });
  delivering = started;
  await started.store.saveReport(TENANT, report(), { deliverTo: ['ward'] });
  await started.settled();
  expect(await started.deliveries()).toMatchObject([{ state: 'delivered' }]);
  return started;
}

function writeDestination(destination: object): void {
  writeFileSync(join(folder, 'destinations.json'), JSON.stringify({ destinations: [destination] }));
}

function reconcile(...options: string[]) {
  return reconcileWith({ PUBLIC_BASE_URL: 'http://127.0.0.1:8080/fhir' }, ...options);
}

function reconcileWith(settings: Record<string, string>, ...options: string[]) {
  const env = {
    ...settings,
    STORE: `file:${join(folder, 'gateway.db')}`,
    DESTINATIONS_FILE: join(folder, 'destinations.json'),
  };
  return runCli(['reconcile', 'ward', ...options], { env });
}

describe('derm-fhir reconcile', () => {
  test.each<[BehaviourName]>([['hapi'], ['medplum'], ['google'], ['aidbox'], ['epic']])(
    'finds at a server like %s what was delivered, whatever ids it gave',
    async (behaves) => {
      await deliver(behaves);
      const writes = receiver.addresses().map((address) => receiver.versions(address));
      const { code, stdout, stderr } = await reconcile();
      expect({ code, wrong: stdout.match(/^\S+\t(missing|dropped|changed|unread)\t.*$/gm) }).toEqual({
        ...{ code: 0, wrong: null },
      });
      expect(stderr).toMatch(/^derm-fhir: as delivered: 1; something missing: 0; different: 0;/);
      expect(receiver.addresses().map((address) => receiver.versions(address))).toEqual(writes);
    },
  );

  test('says what is different there, and where', async () => {
    await deliver('hapi');
    const [there] = receiver.resources('DiagnosticReport');
    receiver.hold({ ...there!, id: String(there?.['id']), status: 'final' });
    const { code, stdout, stderr } = await reconcile();
    const id = String(there?.['id']);
    expect({ code, stdout }).toEqual({
      ...{ code: 3, stdout: `${id}\tchanged\tDiagnosticReport/${id}\tDiagnosticReport.status\n` },
    });
    expect(stderr).toContain('as delivered: 0; something missing: 0; different: 1;');
  });

  test('compares files that were sent in resources by the size and hash that came with them', async () => {
    await deliver('hapi', 'inline');
    expect(await reconcile()).toMatchObject({ code: 0, stdout: '' });
    const [one, other] = receiver.resources('Media');
    const content = one!['content'] as object;
    const spoilt = { ...content, data: Buffer.from('a picturf').toString('base64') };
    receiver.hold({ ...one!, id: String(one!['id']), content: spoilt });
    receiver.hold({ ...other!, id: String(other!['id']), content: { contentType: 'image/png' } });
    const { code, stdout } = await reconcile();
    expect(code).toBe(3);
    expect(stdout.match(/\w+\tMedia\/\S+\tMedia\.content\.(hash|url)/g)).toEqual([
      `changed\tMedia/${String(one!['id'])}\tMedia.content.hash`,
      `dropped\tMedia/${String(other!['id'])}\tMedia.content.url`,
    ]);
  });

  test('says that it does not know what links to the gateway should be, when nobody told it', async () => {
    await deliver('hapi');
    expect((await reconcile()).stderr).not.toContain('PUBLIC_BASE_URL');
    expect((await reconcileWith({})).stderr).toContain('PUBLIC_BASE_URL is not set');
  });

  test('says what is missing there', async () => {
    await deliver('hapi');
    const before = receiver;
    receiver = await startReceiver({ behaves: 'hapi' });
    await before.close();
    writeDestination({ name: 'ward', baseUrl: receiver.url, allowAnonymous: true, ratePerSecond: 10_000 });
    const { code, stdout, stderr } = await reconcile();
    expect({ code, lines: stdout.match(/^\S+\tmissing\t[A-Z]\w+\/\S+$/gm)?.length }).toEqual({
      ...{ code: 3, lines: 17 },
    });
    expect(stderr).toContain('something missing: 1;');
  });

  test.each<[BehaviourName]>([['hapi'], ['google']])(
    'says of a server like %s what the report has no more and is valid there still',
    async (behaves) => {
      const { store, settled } = await deliver(behaves);
      const { resources, ...rest } = report();
      const [lost = ''] = someLost(resources);
      const left = { ...rest, resources: withoutLost(resources, new Set([lost])) };
      await store.saveReport(TENANT, left, { deliverTo: ['ward'] });
      await settled();
      expect((await reconcile()).stdout).not.toContain(lost);
      const withdrawn = receiver.resources().find(({ status }) => status === 'entered-in-error');
      receiver.hold({ ...withdrawn!, id: String(withdrawn?.id), status: 'completed' });
      const { code, stdout, stderr } = await reconcile();
      expect(code).toBe(3);
      expect(stdout).toContain(`${rest.id}\tnot-withdrawn\t${lost}\n`);
      expect(stderr).toContain('as delivered: 0; something missing: 0; different: 1;');
    },
  );

  test('says when it could not be read', async () => {
    await deliver('hapi');
    await receiver.close();
    const { code, stdout } = await reconcile();
    expect(code).toBe(3);
    expect(stdout).toMatch(/^\S+\tunread\tECONNREFUSED\n$/);
  });

  test('has nothing to compare with once the report has changed here, or was erased', async () => {
    const { store } = await deliver('hapi');
    const changed = report();
    await store.saveReport(TENANT, { ...changed, resources: changed.resources.slice(1) });
    expect((await reconcile()).stdout).toBe(`${changed.id}\tchanged-here\n`);
    await store.eraseReport(TENANT, changed.id, { client: 'test', reason: 'request' });
    expect(await reconcile()).toMatchObject({ code: 0, stdout: `${changed.id}\terased-here\n` });
  });

  test('looks at a period', async () => {
    await deliver('hapi');
    expect((await reconcile('--to', '2020-01-01')).stderr).toContain('as delivered: 0;');
    expect((await reconcile('--from', '2020-01-01T00:00:00Z')).stderr).toContain('as delivered: 1;');
    expect(await reconcile('--from', 'yesterday')).toMatchObject({ code: 2 });
  });
});
