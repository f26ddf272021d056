import { randomUUID } from 'node:crypto';
import { startIntakeLane } from '../../src/deliver/intake/start-intake-lane.js';
import type { ToFetch } from '../../src/deliver/intake/take-in.js';
import type { DeliveryDestination } from '../../src/deliver/destination/delivery-destination.js';
import { createSender } from '../../src/deliver/send/create-sender.js';
import { startWorkers } from '../../src/deliver/worker/delivery-workers.js';
import { createStore } from '../../src/store/create-store.js';
import type { Database } from '../../src/store/database.js';
import { createOutbox } from '../../src/store/outbox/create-outbox.js';
import type { Enqueued } from '../../src/store/outbox/delivery.js';
import type { Store } from '../../src/store/store.js';
import type { Clock } from './fast-clock.js';
import { NAMES } from './destinations.js';
import { handleOf, numberedIn, numberedReport, type Numbered } from './numbered-report.js';

/** The part of a gateway that delivers: intakes, store, outbox and workers. */
export interface DeliveringGateway {
  readonly store: Store;
  /** Takes a report in; it is on disk when the promise is kept. */
  readonly accept: (numbered: Numbered) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export const TENANT = 'default';

/** Starts it on a database with tables. @param leaseMs by its clock. @param onError gets what no attempt survives. */
export function startGateway(
  database: Database,
  destinations: readonly DeliveryDestination[],
  { nowMs, startTimer }: Clock,
  leaseMs: number,
  onError: (problem: unknown) => void,
): DeliveringGateway {
  const store = createStore({ database, nowMs });
  const outbox = createOutbox({ database, newId: randomUUID });
  const common = { nowMs, monotonicMs: nowMs, startTimer, random: Math.random, leaseMs, owner: randomUUID() };
  const logger = { error: onError, warn: onError };
  const silent = () => undefined;
  const workers = startWorkers({
    ...common,
    ...{ destinations, store, outbox },
    logger: { error: onError, warn: silent, info: silent, debug: silent },
    openSender: (destination) => createSender(destination),
    fileOf: () => Promise.resolve(null),
    nextId: randomUUID,
  });
  const lane = startIntakeLane({
    ...common,
    logger,
    intakes: outbox.intakes,
    fetch: (wanted) => fetchInto(store, wanted),
    localeOf: () => null,
    languages: { spoken: ['en'], usual: 'en' },
    wake: (name) => {
      workers.wake([name]);
    },
    concurrency: 8,
  });
  const accept = async (numbered: Numbered): Promise<void> => {
    const handle = handleOf(numbered);
    const asked = { handle, locale: null, destinations: NAMES, always: false };
    await outbox.intakes.accept(
      TENANT,
      { ...asked, idempotency: { key: handle, bodyHash: handle } },
      nowMs(),
    );
    lane.wake();
  };
  const stop = async (): Promise<void> => {
    await lane.stop(1_000);
    await workers.stop(1_000);
  };
  return { store, accept, stop };
}

async function fetchInto(
  store: Store,
  { tenant, handle, saving }: ToFetch,
): Promise<{ readonly deliveries: readonly Enqueued[] }> {
  const saved = await store.saveReport(tenant, numberedReport(numberedIn(handle)), saving);
  if ('erasedAt' in saved) throw new Error('nobody erases here');
  return saved;
}
