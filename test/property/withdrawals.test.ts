import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DeliveryDestination } from '../../src/deliver/destination/delivery-destination.js';
import { profileNames, type ProfileName } from '../../src/deliver/plan/profile.js';
import { startReceiver, type Receiver } from '../../src/deliver/sandbox/receiver.js';
import type { IdentifiedResource } from '../../src/fhir/bundle.js';
import { readReport } from '../../src/raw/read-report.js';
import { openSqlite } from '../../src/store/sqlite.js';
import { createTranslator } from '../../src/translate/translator.js';
import { testContext } from '../helpers/context.js';
import { testDestination } from '../helpers/destination.js';
import { held, losable, withoutLost } from '../helpers/shrunk-report.js';
import { startDelivering, TENANT } from '../receiver/delivering.js';
import { destination } from './arbitraries/destination.js';
import { document } from './arbitraries/document.js';
import { request } from './arbitraries/request.js';
import { PROPERTY_SEED, scaled } from './assert-property.js';

const RUNS = 3;
const translator = createTranslator({ context: testContext() });

/** Versions of a report, and what its destinations want. */
interface Case {
  readonly versions: readonly (readonly IdentifiedResource[])[];
  readonly form: Partial<DeliveryDestination>;
}

/** Of what went some may come back. */
function cases(): fc.Arbitrary<Case> {
  return fc
    .tuple(document(), request(), destination(), fc.boolean())
    .map(([json, asked, { media, entryCap }, verify]) => {
      const { bundle } = translator(readReport(json), { ...asked, type: 'collection' });
      const whole = (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []) as IdentifiedResource[];
      return { whole, form: { media, entryCap, verify } };
    })
    .chain(({ whole, form }) =>
      fc
        .array(fc.subarray(losable(whole), { minLength: losable(whole).length === 0 ? 0 : 1 }), {
          minLength: 2,
          maxLength: 2,
        })
        .map((losses) => ({
          versions: [whole, ...losses.map((lost) => withoutLost(whole, new Set(lost)))],
          form,
        })),
    );
}

/** `Type/id` of everything, but for the Media that are not wanted. */
function wanted(resources: readonly IdentifiedResource[], { media }: Case['form']): string[] {
  return resources
    .filter(({ resourceType }) => resourceType !== 'Media' || media !== 'omit')
    .map(({ resourceType, id }) => `${resourceType}/${id}`)
    .sort();
}

async function startReceivers(): Promise<ReadonlyMap<ProfileName, Receiver>> {
  const receivers = new Map<ProfileName, Receiver>();
  for (const profile of profileNames) {
    const receiver = await startReceiver();
    receiver.hold({ resourceType: 'Patient', id: '1' });
    receivers.set(profile, receiver);
  }
  return receivers;
}

/** Sends the versions one after the other, and looks at what is there after each. */
async function sendAll({ versions, form }: Case): Promise<void> {
  const receivers = await startReceivers();
  const database = openSqlite('memory');
  const to = profileNames.map((profile) => ({
    ...{ name: profile, profile, ratePerSecond: 100_000, allowAnonymous: true },
    baseUrl: receivers.get(profile)?.url ?? '',
    ...form,
  }));
  const { store, settled, deliveries, stop } = await startDelivering(database, to.map(testDestination));
  try {
    const sent = new Set<string>();
    for (const resources of versions) {
      await store.saveReport(TENANT, stored(resources), { deliverTo: profileNames });
      await settled();
      const states = (await deliveries()).map(({ destination: name, state, lastOutcome }) => [
        name,
        state,
        lastOutcome,
      ]);
      expect(states.filter(([, state]) => state !== 'delivered')).toEqual([]);
      const valid = wanted(resources, form);
      valid.forEach((name) => sent.add(name));
      for (const [profile, receiver] of receivers) {
        const there = receiver.resources().filter(({ resourceType }) => resourceType !== 'Patient');
        const inError = [...sent].filter((name) => !valid.includes(name)).sort();
        if (profile === 'document') expect(there).toMatchObject([{ status: 'current' }]);
        else expect({ profile, ...held(there) }).toEqual({ profile, valid, inError });
      }
    }
  } finally {
    await stop();
    await Promise.all([...receivers.values()].map((receiver) => receiver.close()));
    await database.close();
  }
}

function stored(resources: readonly IdentifiedResource[]) {
  const report = resources.find(({ resourceType }) => resourceType === 'DiagnosticReport');
  const id = report?.id ?? '';
  return {
    id,
    handle: id,
    publishedId: id,
    language: 'en',
    raw: JSON.stringify(resources),
    resources,
    binaries: [],
  };
}

test('after every version of any report, a destination holds as valid what that version has, and the rest as entered in error', async () => {
  await fc.assert(fc.asyncProperty(cases(), sendAll), { seed: PROPERTY_SEED, numRuns: scaled(RUNS) });
});
