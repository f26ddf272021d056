import { afterEach, describe, expect, test } from '@jest/globals';
import { chooseProfile, type ProfileChoice } from '../../../src/deliver/plan/choose-profile.js';
import type { ProfileName } from '../../../src/deliver/plan/profile.js';
import { startReceiver, type Receiver, type ReceiverOptions } from '../../../src/deliver/sandbox/receiver.js';
import { storedReport } from '../../helpers/destination.js';
import { deliverReport } from '../deliver-plan.js';
import { ask } from './ask-receiver.js';

const PATIENT = { type: 'Patient', identifier: { system: 'https://hospital.test/mrn', value: '47|11' } };

let receiver: Receiver;

afterEach(() => receiver.close());

async function choiceOf(options: ReceiverOptions): Promise<ProfileChoice> {
  receiver = await startReceiver(options);
  receiver.hold({ resourceType: 'Patient', id: 'p1', identifier: [PATIENT.identifier] });
  const choice = chooseProfile((await ask(receiver, 'GET', 'metadata')).body);
  if (choice === null) throw new Error('no CapabilityStatement');
  return choice;
}

function deliver({ profile, entryCap }: Pick<ProfileChoice, 'profile' | 'entryCap'>): Promise<string> {
  const report = storedReport('acne-full', PATIENT);
  return deliverReport(report, { url: receiver.url, profile, entryCap, form: { subject: 'conditional' } });
}

/** Addresses of what the receiver holds of a report, and its versions. */
function held(): Record<string, number> {
  const addresses = receiver.addresses().filter((address) => address !== 'Patient/p1');
  return Object.fromEntries(addresses.map((address) => [address, receiver.versions(address)]));
}

const SERVERS: [string, ReceiverOptions, ProfileName][] = [
  ['plain', {}, 'transaction-put'],
  ['hapi', { behaves: 'hapi' }, 'transaction-put'],
  ['medplum', { behaves: 'medplum-transactions' }, 'transaction-conditional'],
  ['google', { behaves: 'google' }, 'transaction-conditional'],
  ['google-update-create', { behaves: 'google-update-create' }, 'transaction-put'],
  ['aidbox', { behaves: 'aidbox' }, 'transaction-put'],
  ['epic', { behaves: 'epic' }, 'document'],
  ['oracle', { behaves: 'oracle' }, 'document'],
];

describe.each(SERVERS)('a server like %s', (_name, options, profile) => {
  test('gets a report by the profile that its CapabilityStatement leads to, once, however often it is sent', async () => {
    const choice = await choiceOf(options);
    expect(choice.profile).toBe(profile);
    expect(await deliver(choice)).toBe('delivered');
    const once = Object.keys(held()).sort();
    expect(once).toHaveLength(profile === 'document' ? 1 : 17);
    expect(await deliver(choice)).toBe('delivered');
    expect(await deliver(choice)).toBe('delivered');
    expect(Object.keys(held()).sort()).toEqual(once);
    const resources = JSON.stringify(receiver.resources());
    expect(resources).not.toMatch(/"reference":"(urn:uuid:|Patient\?)/);
    expect(resources).toContain('"reference":"Patient/p1"');
  });
});

describe('any profile', () => {
  test.each<[ProfileName, number | null]>([
    ['transaction-put', 3],
    ['transaction-conditional', 3],
    ['batch', null],
    ['batch', 2],
    ['sequential', null],
    ['document', null],
  ])(
    '%s, at most %s entries at once, brings everything to a server that checks references',
    async (profile, entryCap) => {
      await choiceOf({});
      expect(await deliver({ profile, entryCap })).toBe('delivered');
      expect(Object.keys(held())).toHaveLength(profile === 'document' ? 1 : 17);
    },
  );
});
