import { randomUUID } from 'node:crypto';
import type { AppDependencies } from './app.js';
import type { Closing } from './closing.js';
import type { Config } from './config/config.js';
import { keyOf } from './config/webhook-secrets.js';
import { explain } from './deliver/explain.js';
import { startIntakeLane } from './deliver/intake/start-intake-lane.js';
import { createSender } from './deliver/send/create-sender.js';
import { publishedKeys } from './deliver/send/auth/published-keys.js';
import { startWorkers, type DeliveryWorkers } from './deliver/worker/delivery-workers.js';
import type { Logger } from './observe/logger.js';
import type { BinaryDependencies } from './serve/binary/open-binary.js';
import { readBinary } from './serve/binary/read-binary.js';
import type { FetchReport } from './serve/report/fetch-report.js';
import { startHousekeeping } from './store/outbox/start-housekeeping.js';
import { createOutbox } from './store/outbox/create-outbox.js';
import type { Outbox } from './store/outbox/outbox.js';
import type { Database } from './store/database.js';
import type { Store } from './store/store.js';

/** Longer than the vendor's client takes for a report, and still short for one that a dead process had. */
const LEASE_MS = 60_000;

/** What the vendor is asked for at a time is for its client to say; this many wait for it. */
const INTAKES_AT_A_TIME = 8;

/** What deliveries are made of. */
export interface DeliverySources {
  readonly database: Database;
  readonly fetchReport: FetchReport;
  readonly store: Store;
  readonly binaries: BinaryDependencies;
}

/**
 * Puts together what serving needs to know of deliveries: where they are kept, what callers may know of destinations, who works
 * on what is taken in, and who sends.
 */
export function openDelivery(
  config: Config,
  sources: DeliverySources,
  logger: Logger,
  closing: Closing,
): Pick<AppDependencies, 'outbox' | 'destinations' | 'meaningOf' | 'wake' | 'webhookKeys' | 'publicKeys'> {
  const { destinations, shutdown, webhookSecrets } = config;
  const outbox = createOutbox({ database: sources.database, newId: randomUUID });
  const owner = randomUUID();
  closing.add(keepInOrder(outbox, owner, logger));
  const workers = startDelivering(destinations, { outbox, owner }, sources, logger);
  closing.add(() => workers.stop(shutdown.graceMs));
  const deliveries = (destination: string): void => {
    workers.wake([destination]);
  };
  const lane = startTakingIn(config, { outbox, owner, fetch: sources.fetchReport, wake: deliveries }, logger);
  closing.add(() => lane.stop(0));
  return {
    outbox,
    destinations: destinations.map(({ name, tenants, isAutomatic, locale }) => ({
      ...{ name, tenants, isAutomatic, locale },
    })),
    meaningOf: explain,
    wake: { deliveries, intakes: lane.wake },
    webhookKeys: webhookSecrets.map((secret) => ({ tenant: secret.tenant, key: keyOf(secret) })),
    publicKeys: publishedKeys(destinations),
  };
}

/** An outbox, and who this process is to it. */
interface Working {
  readonly outbox: Outbox;
  readonly owner: string;
}

/** @returns stops it, and leaves to others what this process has in hand still. */
function keepInOrder(outbox: Outbox, owner: string, logger: Logger): () => Promise<void> {
  const onFailure = (error: unknown): void => {
    logger.error({ err: error }, 'the outbox could not be kept in order');
  };
  const stop = startHousekeeping({
    outbox,
    nowMs: Date.now,
    onMended: (count) => {
      logger.warn({ count }, 'the clock was put back: what is due later than it was to be waits no longer');
    },
    onFailure,
  });
  return async () => {
    await stop();
    await outbox.housekeeping.abandon(owner, Date.now()).catch(onFailure);
  };
}

function startDelivering(
  destinations: Config['destinations'],
  { outbox, owner }: Working,
  { store, binaries }: DeliverySources,
  logger: Logger,
): DeliveryWorkers {
  return startWorkers({
    destinations,
    store,
    outbox,
    openSender: (destination) => createSender(destination),
    fileOf: (tenant, id, signal) => readBinary(binaries, { tenant, id, signal }),
    ...{ logger, owner },
    nowMs: Date.now,
    nextId: randomUUID,
    random: Math.random,
    leaseMs: LEASE_MS,
  });
}

function startTakingIn(
  { destinations, locales, context }: Config,
  parts: Working & {
    readonly fetch: FetchReport;
    readonly wake: (destination: string) => void;
  },
  logger: Logger,
) {
  const localeOf = new Map(destinations.map(({ name, locale }) => [name, locale]));
  return startIntakeLane({
    intakes: parts.outbox.intakes,
    fetch: parts.fetch,
    localeOf: (name) => localeOf.get(name) ?? null,
    languages: { spoken: locales, usual: context.locale ?? 'en' },
    wake: parts.wake,
    owner: parts.owner,
    concurrency: INTAKES_AT_A_TIME,
    leaseMs: LEASE_MS,
    nowMs: Date.now,
    random: Math.random,
    logger,
  });
}
