import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HeldResource } from '../../src/deliver/sandbox/resource.js';
import { tokensOf } from '../../src/deliver/sandbox/tokens.js';
import type { IdentifiedResource } from '../../src/fhir/bundle.js';
import { openSqlite } from '../../src/store/sqlite.js';
import { storedReport, testDestination } from '../helpers/destination.js';
import { held as heldNames, someLost, withoutLost } from '../helpers/shrunk-report.js';
import { reportToStore } from '../store/stored-report.js';
import { changedReport, deliverReport, type Delivering } from './deliver-plan.js';
import { startDelivering, TENANT } from './delivering.js';
import { startMedplumReceiver, type MedplumReceiver } from './medplum-receiver.js';

let receiver: MedplumReceiver;

beforeAll(async () => {
  receiver = await startMedplumReceiver();
});
afterAll(() => receiver.close());

const RESOURCE = 'https://derm-fhir-gateway.github.io/sid/resource';

async function held(type: string): Promise<HeldResource[]> {
  const found = (await (await fetch(`${receiver.url}/${type}?_count=1000`)).json()) as {
    entry?: { resource: HeldResource }[];
  };
  return (found.entry ?? []).map(({ resource }) => resource);
}

/** What says which resource it is to us, whatever its id there. */
function identityOf(resource: HeldResource): string {
  const own = tokensOf(resource).filter((token) => token.includes(`=${RESOURCE}|`));
  return `${resource.resourceType} ${own.join(' ')}`;
}

const PROFILES: Omit<Delivering, 'url'>[] = [
  { profile: 'transaction-put' },
  { profile: 'transaction-conditional', entryCap: 8 },
  { profile: 'batch' },
  { profile: 'sequential' },
];

describe.each(PROFILES)("Medplum's router by $profile", (how) => {
  test('holds each resource once after three sends of a report and two of a changed one', async () => {
    receiver.repository.clear();
    const report = storedReport('acne-full');
    const changed = changedReport('acne-full');
    for (const sent of [report, report, report, changed, changed]) {
      expect(await deliverReport(sent, { ...how, url: receiver.url })).toBe('delivered');
    }
    const sent = report.map(({ json }) => JSON.parse(json) as HeldResource);
    const types = [...new Set(sent.map(({ resourceType }) => resourceType))];
    const there = (await Promise.all(types.map(held))).flat();
    expect(there.map(identityOf).sort()).toEqual(sent.map(identityOf).sort());
    expect(receiver.repository.count()).toBe(sent.length);
    const text = JSON.stringify(there);
    expect(text).not.toContain('"reference":"urn:uuid:');
    const found = there.find(({ resourceType }) => resourceType === 'DiagnosticReport');
    expect(found).toMatchObject({ conclusion: 'Reviewed.' });
  });

  test('holds as valid what a report still has, and the rest as entered in error', async () => {
    receiver.repository.clear();
    const whole = reportToStore('acne-full');
    const lost = someLost(whole.resources);
    const left = withoutLost(whole.resources, new Set(lost));
    const database = openSqlite('memory');
    const form = { ...how, name: 'hospital', baseUrl: receiver.url, ratePerSecond: 10_000, verify: true };
    const delivering = await startDelivering(database, [testDestination(form)]);
    const everything = async () =>
      heldNames(
        (
          await Promise.all([...new Set(whole.resources.map(({ resourceType }) => resourceType))].map(held))
        ).flat(),
      );
    const nameOf = ({ resourceType, id }: IdentifiedResource) => `${resourceType}/${id}`;
    try {
      for (const resources of [whole.resources, left, left]) {
        await delivering.store.saveReport(
          TENANT,
          { ...whole, resources },
          { deliverTo: ['hospital'], always: true },
        );
        await delivering.settled();
      }
      expect((await delivering.deliveries()).map(({ state }) => state)).toEqual(Array(3).fill('delivered'));
      expect(await everything()).toEqual({ valid: left.map(nameOf).sort(), inError: lost.sort() });
    } finally {
      await delivering.stop();
      await database.close();
    }
  });
});
