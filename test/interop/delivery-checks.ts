import { deepStrictEqual } from 'node:assert/strict';
import { chooseProfile } from '../../src/deliver/plan/choose-profile.js';
import { ownSearch } from '../../src/deliver/plan/condition.js';
import type { ProfileName } from '../../src/deliver/plan/profile.js';
import type { HeldResource } from '../../src/deliver/sandbox/resource.js';
import { storedReport } from '../helpers/destination.js';
import { changedReport, deliverReport, type Delivering } from '../receiver/deliver-plan.js';
import { ask } from '../receiver/sandbox/ask-receiver.js';
import { check, type Check } from './check.js';
import { find, read, type FhirServer } from './fhir-http.js';
import { shareDevice, SHARING, shrink } from './outbox-checks.js';

/** Each with a report that the server does not hold yet; the Device is the same in all of them. */
const DELIVERIES: readonly (readonly [string, Omit<Delivering, 'url'>])[] = [
  ['psoriasis', { profile: 'transaction-put' }],
  ['dermoscopic-melanoma', { profile: 'transaction-put', entryCap: 4 }],
  ['video', { profile: 'transaction-conditional' }],
  ['inconclusive', { profile: 'transaction-conditional', entryCap: 3 }],
  ['two-scores', { profile: 'batch' }],
  ['nails', { profile: 'sequential' }],
];

/** Reports that the gateway itself plans, sends and judges arrive at HAPI's JPA server. */
export async function deliveryChecks(server: FhirServer): Promise<Check[]> {
  const checks = [await leadsTo(server, 'transaction-put')];
  for (const [name, how] of DELIVERIES) {
    const by = how.entryCap === undefined ? how.profile : `${how.profile}, ${how.entryCap} entries at once,`;
    const what = `${by} leaves each resource once after three sends and two of a changed report`;
    checks.push(await check(how.profile, what, () => deliver(server, name, how)));
  }
  for (const profile of ['transaction-put', 'transaction-conditional', 'batch', 'sequential'] as const) {
    const what = `${profile} leaves as valid what a changed report still has, and the rest as entered in error`;
    checks.push(await check(profile, what, () => shrink(server, profile)));
  }
  checks.push(
    await check('document', 'document leaves one DocumentReference after three sends', () =>
      deliverDocument(server, 'modalities'),
    ),
    await check(
      'transaction-put',
      `${SHARING} reports that share a new Device come through the outbox, none refused`,
      () => shareDevice(server),
    ),
    await check('transaction-put', 'many reports at once are all stored, once their Device is', () =>
      atOnce(server),
    ),
  );
  return checks;
}

async function leadsTo(server: FhirServer, expected: ProfileName): Promise<Check> {
  const { body } = await ask(server, 'GET', 'metadata');
  const profile = chooseProfile(body)?.profile ?? 'none';
  const checked = await check('leads to', `its CapabilityStatement leads to ${expected}`, () => {
    deepStrictEqual(profile, expected);
  });
  return { ...checked, answer: profile };
}

async function deliverDocument(server: FhirServer, name: string): Promise<void> {
  const search = 'DocumentReference?_sort=_id';
  const before = await find(server, search);
  for (let times = 0; times < 3; times += 1) {
    const end = await deliverReport(storedReport(name), { url: server.url, profile: 'document' });
    deepStrictEqual(end, 'delivered');
  }
  deepStrictEqual((await find(server, search)).length, before.length + 1);
}

async function deliver(server: FhirServer, name: string, how: Omit<Delivering, 'url'>): Promise<void> {
  const report = storedReport(name);
  const changed = changedReport(name);
  for (const sent of [report, report, report, changed, changed]) {
    deepStrictEqual(await deliverReport(sent, { ...how, url: server.url }), 'delivered');
  }
  await holdsOnce(server, report, (type) => (type === 'DiagnosticReport' ? '2' : '1'));
}

/** Searches find one of each, in its version. */
async function holdsOnce(
  server: FhirServer,
  report: readonly { readonly json: string }[],
  versionOf: (type: string) => string,
): Promise<void> {
  for (const { json } of report) {
    const { resourceType, id } = JSON.parse(json) as HeldResource & { readonly id: string };
    const search = ownSearch({ resourceType, id });
    const found = await find(server, search);
    deepStrictEqual(found.length, 1, `${found.length} for ${search}`);
    const [address = ''] = found;
    deepStrictEqual((await read(server, address)).meta?.versionId, versionOf(resourceType), address);
  }
}

const MANY = ['anamnesis', 'annotations', 'band-edges', 'boolean-facets', 'candidate-order', 'comma-icd11'];

async function atOnce(server: FhirServer): Promise<void> {
  const reports = MANY.map((name) => storedReport(name));
  const how = { url: server.url, profile: 'transaction-put' } as const;
  const ends = await Promise.all(reports.map((report) => deliverReport(report, how)));
  deepStrictEqual(
    ends,
    reports.map(() => 'delivered'),
  );
  for (const report of reports) await holdsOnce(server, report, () => '1');
}
