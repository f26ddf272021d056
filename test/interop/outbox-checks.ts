import { deepStrictEqual } from 'node:assert/strict';
import { ownSearch } from '../../src/deliver/plan/condition.js';
import type { ProfileName } from '../../src/deliver/plan/profile.js';
import type { IdentifiedResource } from '../../src/fhir/bundle.js';
import { openSqlite } from '../../src/store/sqlite.js';
import type { ReportToStore } from '../../src/store/store.js';
import { testDestination } from '../helpers/destination.js';
import { someLost, withoutLost } from '../helpers/shrunk-report.js';
import { startDelivering, TENANT, type Delivering } from '../receiver/delivering.js';
import { reportToStore } from '../store/stored-report.js';
import { find, read, type FhirServer } from './fhir-http.js';

const NAME = 'hapi';

/** How many reports come with a Device that the server does not have yet. */
export const SHARING = 50;

/** Delivers through an outbox and its workers. */
async function delivering(
  { url: baseUrl }: FhirServer,
  profile: ProfileName,
  run: (through: Delivering) => Promise<void>,
): Promise<void> {
  const database = openSqlite('memory');
  const form = { name: NAME, baseUrl, profile, concurrency: 8, ratePerSecond: 10_000 };
  const through = await startDelivering(database, [testDestination(form)]);
  try {
    await run(through);
  } finally {
    await through.stop();
    await database.close();
  }
}

/** A report under another id of the vendor's, and made by another device. */
function reportOf(name: string, device: string): ReportToStore {
  const identity = { key: device, name: device };
  return reportToStore('acne-full', 'en', (raw) => renamed(raw, name), { device: identity });
}

function renamed(raw: string, id: string): string {
  const json = JSON.parse(raw) as { data: object };
  return JSON.stringify({ ...json, data: { ...json.data, id } });
}

/** A report is sent whole, with less, again, and whole: what it has is valid each time, and only that. */
export async function shrink(server: FhirServer, profile: ProfileName): Promise<void> {
  const report = reportOf(`shrinking by ${profile}`, 'shrinking');
  const whole = report.resources;
  const lost = new Set(someLost(whole));
  deepStrictEqual(lost.size >= 3, true, 'the example has too little to lose');
  await delivering(server, profile, async ({ store, settled, deliveries }) => {
    for (const resources of [whole, withoutLost(whole, lost), withoutLost(whole, lost), whole]) {
      await store.saveReport(TENANT, { ...report, resources }, { deliverTo: [NAME], always: true });
      await settled();
      const has = new Set(resources.map(nameOf));
      for (const one of whole) {
        deepStrictEqual(await isInError(server, one), !has.has(nameOf(one)), nameOf(one));
      }
    }
    deepStrictEqual(
      (await deliveries()).map(({ state }) => state),
      Array<string>(4).fill('delivered'),
    );
  });
}

/** What the server says of the one resource that it has by our identifier. */
async function isInError(server: FhirServer, resource: IdentifiedResource): Promise<boolean> {
  const found = await find(server, ownSearch(resource));
  deepStrictEqual(found.length, 1, `${found.length} of ${nameOf(resource)}`);
  const there = await read(server, found[0] ?? '');
  return 'status' in there && there.status === 'entered-in-error';
}

function nameOf({ resourceType, id }: IdentifiedResource): string {
  return `${resourceType}/${id}`;
}

/** Reports that arrive together and each need the same new Device: the outbox stores it once, and before them. */
export async function shareDevice(server: FhirServer): Promise<void> {
  const reports = Array.from({ length: SHARING }, (_, at) => reportOf(`sharing ${at}`, 'shared by many'));
  await delivering(server, 'transaction-put', async ({ store, outbox, settled, deliveries }) => {
    await Promise.all(reports.map((report) => store.saveReport(TENANT, report, { deliverTo: [NAME] })));
    await settled();
    const all = await deliveries();
    deepStrictEqual(
      all.map(({ state }) => state),
      Array<string>(SHARING).fill('delivered'),
    );
    const attempts = await Promise.all(all.map(({ id }) => outbox.deliveries.attempts(TENANT, id)));
    const outcomes = attempts.flat().map(({ outcome }) => outcome);
    deepStrictEqual(outcomes, Array<string>(SHARING).fill('delivered'));
  });
  const device = reports[0]?.resources.find(({ resourceType }) => resourceType === 'Device');
  const { meta } = await read(server, `Device/${device?.id ?? ''}`);
  deepStrictEqual(meta?.versionId, '1');
}
