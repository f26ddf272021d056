import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DeliveryDestination } from '../../src/deliver/destination/delivery-destination.js';
import type { BehaviourName } from '../../src/deliver/sandbox/behaviours/behaviours.js';
import { startReceiver, type Receiver } from '../../src/deliver/sandbox/receiver.js';
import type { IdentifiedResource } from '../../src/fhir/bundle.js';
import { openSqlite } from '../../src/store/sqlite.js';
import type { Database } from '../../src/store/database.js';
import { testDestination } from '../helpers/destination.js';
import { held as heldNames, someLost, withoutLost } from '../helpers/shrunk-report.js';
import { reportToStore } from '../store/stored-report.js';
import { startDelivering, TENANT, type Delivering } from './delivering.js';

const SERVERS: BehaviourName[] = ['plain', 'hapi', 'medplum', 'google', 'aidbox', 'epic', 'oracle'];

const PATIENT = { system: 'https://hospital.test/mrn', value: '47|11' };

let database: Database;
let delivering: Delivering;
let receivers: Receiver[];

beforeEach(() => {
  database = openSqlite('memory');
  receivers = [];
});

afterEach(async () => {
  await delivering.stop();
  await Promise.all(receivers.map((receiver) => receiver.close()));
  await database.close();
});

async function destinationLike(behaves: BehaviourName): Promise<DeliveryDestination> {
  const receiver = await startReceiver({ behaves });
  receiver.hold({ resourceType: 'Patient', id: 'p1', identifier: [PATIENT] });
  receivers.push(receiver);
  return testDestination({
    name: behaves,
    baseUrl: receiver.url,
    isPrivate: true,
    profile: 'auto',
    subject: 'conditional',
    ratePerSecond: 10_000,
  });
}

/** Addresses of what came by delivery. */
function held(receiver: Receiver): string[] {
  return receiver
    .addresses()
    .filter((address) => address !== 'Patient/p1')
    .toSorted();
}

function inError(receiver: Receiver): string[] {
  return [...heldNames(receiver.resources()).inError];
}

function report(change?: (raw: string) => string) {
  return reportToStore('acne-full', 'en', change, { subject: { type: 'Patient', identifier: PATIENT } });
}

describe('a stored report', () => {
  test('is at every server once, however often it is sent, and as it became when it changed', async () => {
    const destinations = await Promise.all(SERVERS.map(destinationLike));
    delivering = await startDelivering(database, destinations);
    const save = async (change?: (raw: string) => string, always = false) => {
      await delivering.store.saveReport(TENANT, report(change), {
        deliverTo: SERVERS,
        always,
      });
      await delivering.settled();
    };
    await save();
    expect(
      (await delivering.deliveries()).map(({ destination, state }) => [destination, state]).sort(),
    ).toEqual(SERVERS.map((name) => [name, 'delivered']).sort());
    const once = receivers.map(held);
    expect(once.map(({ length }) => length)).toEqual([17, 17, 17, 17, 17, 1, 1]);

    await save(undefined, true);
    await save((raw) => raw.replace('"Acne"', '"Acne vulgaris"'));
    expect(receivers.map(held)).toEqual(once);
    const told = receivers.slice(0, 5).map((receiver) => JSON.stringify(receiver.resources()));
    for (const text of told) expect(text).toContain('Acne vulgaris');
  });

  test('leaves nothing that it has lost as valid, at any server, and makes nothing there that was not', async () => {
    const destinations = await Promise.all(SERVERS.map(destinationLike));
    delivering = await startDelivering(database, destinations);
    const save = async (resources: readonly IdentifiedResource[], deliverTo: readonly string[]) => {
      await delivering.store.saveReport(TENANT, { ...report(), resources }, { deliverTo });
      await delivering.settled();
    };
    const whole = report().resources;
    const lost = someLost(whole);
    await save(whole, SERVERS.slice(1));
    const once = receivers.map(held);
    await save(withoutLost(whole, new Set(lost)), SERVERS);
    expect((await delivering.deliveries()).filter(({ state }) => state !== 'delivered')).toEqual([]);
    expect(receivers.slice(1).map(held)).toEqual(once.slice(1));
    expect(receivers.map(inError)).toEqual([[], ...Array<string[]>(4).fill(lost.sort()), [], []]);
    expect(receivers.map((receiver) => held(receiver).length)).toEqual([
      17 - lost.length,
      17,
      17,
      17,
      17,
      1,
      1,
    ]);

    // What comes back is valid again.
    await save(whole, SERVERS);
    expect(receivers.map(inError)).toEqual(SERVERS.map(() => []));
  });

  test('is not sent again when nothing has changed', async () => {
    delivering = await startDelivering(database, [await destinationLike('plain')]);
    for (let time = 0; time < 3; time += 1) {
      await delivering.store.saveReport(TENANT, report(), { deliverTo: ['plain'] });
      await delivering.settled();
    }
    expect(await delivering.deliveries()).toHaveLength(1);
    const [receiver] = receivers;
    expect(receiver?.addresses().map((address) => receiver.versions(address))).toEqual(
      Array<number>(18).fill(1),
    );
  });

  test('that says nobody is not sent to who takes no such reports, and is dead for that reason', async () => {
    const destination = {
      ...(await destinationLike('plain')),
      subject: 'as-given' as const,
      allowAnonymous: false,
    };
    delivering = await startDelivering(database, [destination]);
    await delivering.store.saveReport(TENANT, reportToStore('acne-full'), { deliverTo: ['plain'] });
    await delivering.settled();
    expect(await delivering.deliveries()).toMatchObject([{ state: 'dead', lastOutcome: 'anonymous' }]);
    expect(receivers.map(held)).toEqual([[]]);
  });
});

describe('a destination that is to be verified', () => {
  test.each<[BehaviourName]>([['hapi'], ['medplum'], ['google'], ['aidbox']])(
    'like %s is read back, and has kept all that was sent',
    async (name) => {
      delivering = await startDelivering(database, [{ ...(await destinationLike(name)), verify: true }]);
      await delivering.store.saveReport(TENANT, report(), { deliverTo: [name] });
      await delivering.settled();
      const [delivery] = await delivering.deliveries();
      expect(delivery).toMatchObject({ state: 'delivered' });
      const [attempt] = await delivering.outbox.deliveries.attempts(TENANT, delivery?.id ?? '');
      expect(attempt?.issues.filter(({ severity }) => severity === 'warning')).toEqual([]);
    },
  );
});

describe('a server that fails', () => {
  test('for a moment gets the report all the same', async () => {
    const destination = await destinationLike('plain');
    // Backoff is random(0, …): without chance it is its floor.
    delivering = await startDelivering(database, [destination], { random: () => 0 });
    receivers[0]?.refuseNext('unavailable', 1);
    await delivering.store.saveReport(TENANT, report(), { deliverTo: ['plain'] });
    await delivering.settled();
    expect(await delivering.deliveries()).toMatchObject([{ state: 'delivered' }]);
    expect(receivers.map((receiver) => held(receiver).length)).toEqual([17]);
    const [delivery] = await delivering.deliveries();
    const attempts = await delivering.outbox.deliveries.attempts(TENANT, delivery?.id ?? '');
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['transient', 'delivered']);
  });
});
