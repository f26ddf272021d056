import { randomUUID } from 'node:crypto';
import type { AppDependencies } from './app.js';
import type { Closing } from './closing.js';
import type { Config } from './config/config.js';
import { startIntakeLane } from './deliver/intake/start-intake-lane.js';
import { publishedKeys } from './deliver/send/auth/published-keys.js';
import type { Logger } from './observe/logger.js';
import type { FetchReport } from './serve/report/fetch-report.js';
import { createOutbox } from './store/outbox/create-outbox.js';
import type { Database } from './store/database.js';

/** Longer than the vendor's client takes for a report, and still short for one that a dead process had. */
const LEASE_MS = 60_000;

/** What the vendor is asked for at a time is for its client to say; this many wait for it. */
const INTAKES_AT_A_TIME = 8;

/**
 * Puts together what serving needs to know of deliveries: where they are kept, what callers may know of destinations, and who works
 * on what is taken in.
 */
export function openDelivery(
  { destinations, locales, context, webhookSecrets }: Config,
  database: Database,
  fetchReport: FetchReport,
  logger: Logger,
  closing: Closing,
): Pick<AppDependencies, 'outbox' | 'destinations' | 'wake' | 'webhookSecrets' | 'publicKeys'> {
  const outbox = createOutbox({ database, newId: randomUUID });
  const deliveries = (): void => undefined;
  const localeOf = new Map(destinations.map(({ name, locale }) => [name, locale]));
  const lane = startIntakeLane({
    intakes: outbox.intakes,
    fetch: fetchReport,
    localeOf: (name) => localeOf.get(name) ?? null,
    languages: { spoken: locales, usual: context.locale ?? 'en' },
    wake: deliveries,
    owner: randomUUID(),
    concurrency: INTAKES_AT_A_TIME,
    leaseMs: LEASE_MS,
    nowMs: Date.now,
    random: Math.random,
    logger,
  });
  closing.add(() => lane.stop(0));
  return {
    outbox,
    destinations: destinations.map(({ name, tenants, isAutomatic, locale }) => ({
      ...{ name, tenants, isAutomatic, locale },
    })),
    wake: { deliveries, intakes: lane.wake },
    webhookSecrets: webhookSecrets.map((secret) => Buffer.from(secret.replace('whsec_', ''), 'base64')),
    publicKeys: publishedKeys(destinations),
  };
}
