import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DeliveryDestination } from '../../src/deliver/destination/delivery-destination.js';
import type { BehaviourName } from '../../src/deliver/sandbox/behaviours/behaviours.js';
import { startReceiver, type Receiver } from '../../src/deliver/sandbox/receiver.js';
import { openSqlite } from '../../src/store/sqlite.js';
import type { Database } from '../../src/store/database.js';
import { testDestination } from '../helpers/destination.js';
import { reportToStore } from '../store/stored-report.js';
import { startDelivering, TENANT, type Delivering } from './delivering.js';

const SERVERS: BehaviourName[] = ['plain', 'hapi', 'medplum', 'google', 'aidbox', 'epic', 'oracle'];

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
  receivers.push(receiver);
  return testDestination({
    name: behaves,
    baseUrl: receiver.url,
    isPrivate: true,
    profile: 'auto',
    allowAnonymous: true,
    ratePerSecond: 10_000,
  });
}

describe('a stored report', () => {
  test('is at every server once, however often it is sent, and as it became when it changed', async () => {
    const destinations = await Promise.all(SERVERS.map(destinationLike));
    delivering = await startDelivering(database, destinations);
    const save = async (change?: (raw: string) => string, always = false) => {
      await delivering.store.saveReport(TENANT, reportToStore('acne-full', 'en', change), {
        deliverTo: SERVERS,
        always,
      });
      await delivering.settled();
    };
    await save();
    expect(
      (await delivering.deliveries()).map(({ destination, state }) => [destination, state]).sort(),
    ).toEqual(SERVERS.map((name) => [name, 'delivered']).sort());
    const once = receivers.map((receiver) => receiver.addresses().toSorted());
    expect(once.map(({ length }) => length)).toEqual([17, 17, 17, 17, 17, 1, 1]);

    await save(undefined, true);
    await save((raw) => raw.replace('"Acne"', '"Acne vulgaris"'));
    expect(receivers.map((receiver) => receiver.addresses().toSorted())).toEqual(once);
    const told = receivers.slice(0, 5).map((receiver) => JSON.stringify(receiver.resources()));
    for (const text of told) expect(text).toContain('Acne vulgaris');
  });

  test('is not sent again when nothing has changed', async () => {
    delivering = await startDelivering(database, [await destinationLike('plain')]);
    for (let time = 0; time < 3; time += 1) {
      await delivering.store.saveReport(TENANT, reportToStore('acne-full'), { deliverTo: ['plain'] });
      await delivering.settled();
    }
    expect(await delivering.deliveries()).toHaveLength(1);
    expect(receivers[0]?.addresses().map((address) => receivers[0]?.versions(address))).toEqual(
      Array<number>(17).fill(1),
    );
  });

  test('that says nobody is not sent to who takes no such reports, and is dead for that reason', async () => {
    const destination = { ...(await destinationLike('plain')), allowAnonymous: false };
    delivering = await startDelivering(database, [destination]);
    await delivering.store.saveReport(TENANT, reportToStore('acne-full'), { deliverTo: ['plain'] });
    await delivering.settled();
    expect(await delivering.deliveries()).toMatchObject([{ state: 'dead', lastOutcome: 'anonymous' }]);
    expect(receivers[0]?.addresses()).toEqual([]);
  });
});

describe('a server that fails', () => {
  test('for a moment gets the report all the same', async () => {
    const destination = await destinationLike('plain');
    // Backoff is random(0, …): without chance it is its floor.
    delivering = await startDelivering(database, [destination], { random: () => 0 });
    receivers[0]?.refuseNext('unavailable', 1);
    await delivering.store.saveReport(TENANT, reportToStore('acne-full'), { deliverTo: ['plain'] });
    await delivering.settled();
    expect(await delivering.deliveries()).toMatchObject([{ state: 'delivered' }]);
    expect(receivers[0]?.addresses()).toHaveLength(17);
    const [delivery] = await delivering.deliveries();
    const attempts = await delivering.outbox.deliveries.attempts(TENANT, delivery?.id ?? '');
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['transient', 'delivered']);
  });
});
