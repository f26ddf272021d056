import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HeldResource } from '../../src/deliver/sandbox/resource.js';
import { tokensOf } from '../../src/deliver/sandbox/tokens.js';
import { storedReport } from '../helpers/destination.js';
import { changedReport, deliverReport, type Delivering } from './deliver-plan.js';
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
});
