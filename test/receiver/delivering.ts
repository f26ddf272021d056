import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeliveryDestination } from '../../src/deliver/destination/delivery-destination.js';
import { createSender } from '../../src/deliver/send/create-sender.js';
import {
  startWorkers,
  type DeliveryWorkers,
  type WorkerDependencies,
} from '../../src/deliver/worker/delivery-workers.js';
import { createStore } from '../../src/store/create-store.js';
import type { Database } from '../../src/store/database.js';
import { migrate } from '../../src/store/migrate.js';
import { createOutbox } from '../../src/store/outbox/create-outbox.js';
import type { Delivery } from '../../src/store/outbox/delivery.js';
import type { Outbox } from '../../src/store/outbox/outbox.js';
import type { Store } from '../../src/store/store.js';

export const TENANT = 'default';

/** A store, its outbox and workers that deliver from it. */
export interface Delivering {
  readonly store: Store;
  readonly outbox: Outbox;
  /** Every delivery there is, oldest first. */
  readonly deliveries: () => Promise<readonly Delivery[]>;
  /** Resolves when nothing waits and nothing is being sent. */
  readonly settled: () => Promise<void>;
  readonly workers: DeliveryWorkers;
  readonly stop: () => Promise<void>;
}

/** Starts delivering from a database. */
export async function startDelivering(
  database: Database,
  destinations: readonly DeliveryDestination[],
  given: Partial<WorkerDependencies> = {},
): Promise<Delivering> {
  await migrate(database, Date.now);
  const waking: { workers?: DeliveryWorkers } = {};
  const store = createStore({
    database,
    nowMs: Date.now,
    onEnqueued: (names) => waking.workers?.wake(names),
  });
  const outbox = createOutbox({ database, newId: randomUUID });
  const workers = startWorkers({
    destinations,
    store,
    outbox,
    openSender: (destination) => createSender(destination),
    fileOf: () => Promise.resolve(null),
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: (problem: unknown) => {
        throw new Error('a worker failed', { cause: problem });
      },
    },
    nowMs: Date.now,
    owner: randomUUID(),
    nextId: randomUUID,
    random: Math.random,
    ...given,
  });
  waking.workers = workers;
  const deliveries = async () => (await outbox.deliveries.list(TENANT, {}, 100_000)).deliveries.toReversed();
  const settled = async () => {
    while ((await deliveries()).some(({ state }) => state === 'waiting' || state === 'sending'))
      await sleep(5);
  };
  return { store, outbox, deliveries, settled, workers, stop: () => workers.stop(1_000) };
}
