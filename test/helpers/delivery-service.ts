import type { RequestListener } from 'node:http';
import { createApp } from '../../src/app.js';
import type { Principal } from '../../src/auth/principal.js';
import { createLogger } from '../../src/observe/logger.js';
import type { KnownDestination } from '../../src/serve/delivery/known-destination.js';
import type { WebhookKey } from '../../src/serve/intake/webhook-signature.js';
import { createFetchReport } from '../../src/serve/report/fetch-report.js';
import { createStore } from '../../src/store/create-store.js';
import { migrate } from '../../src/store/migrate.js';
import { openDatabase } from '../../src/store/open-database.js';
import { createOutbox } from '../../src/store/outbox/create-outbox.js';
import type { Outbox } from '../../src/store/outbox/outbox.js';
import type { Store } from '../../src/store/store.js';
import { createTranslator } from '../../src/translate/translator.js';
import { testContext } from './context.js';
import { rawText } from './fixture.js';
import { routeDependencies } from './route-dependencies.js';

/** Three of one tenant, of which two are automatic, and one of another tenant. */
export const DESTINATIONS: readonly KnownDestination[] = [
  { name: 'ward', tenants: ['default'], isAutomatic: true, locale: null },
  { name: 'archive', tenants: ['default'], isAutomatic: true, locale: 'es' },
  { name: 'trial', tenants: ['default', 'elsewhere'], isAutomatic: false, locale: null },
  { name: 'far', tenants: ['elsewhere'], isAutomatic: true, locale: null },
];

/** An application with an outbox that nobody empties, and one stored report. */
export interface DeliveryService {
  readonly app: RequestListener;
  /** The same database for the tenant `elsewhere`. */
  readonly elsewhere: RequestListener;
  readonly store: Store;
  readonly outbox: Outbox;
  /** id of the stored report's DiagnosticReport. */
  readonly reportId: string;
  /** Names of destinations that were woken, `*` for the intakes. */
  readonly woken: string[];
  /** ms since the epoch; set it to let time pass. */
  readonly clock: { nowMs: number };
  close(): Promise<void>;
}

/** Opens it on a database in memory. @param webhookKeys with which callbacks are signed. */
export async function openDeliveryService(webhookKeys: readonly WebhookKey[] = []): Promise<DeliveryService> {
  const database = await openDatabase({ kind: 'memory' });
  const clock = { nowMs: Date.UTC(2026, 10, 25, 12) };
  const nowMs = () => clock.nowMs;
  await migrate(database, nowMs);
  const baseUrl = 'https://gateway.test/fhir';
  const store = createStore({ database, nowMs, baseUrl });
  const ids = counter();
  const outbox = createOutbox({ database, newId: () => ids.next('n') });
  const translate = createTranslator({ context: testContext() });
  const vendor = { fetchReport: () => Promise.resolve({ text: rawText('acne-full'), attempts: 1 }) };
  const fetchReport = createFetchReport({ store, translate, vendorOf: () => vendor });
  const { signal } = new AbortController();
  await fetchReport({ tenant: 'default', handle: 'acne', language: 'en', signal });
  const stored = await store.findReport('default', 'acne');
  const woken: string[] = [];
  const appOf = (tenant: string) =>
    createApp({
      ...routeDependencies(translate, vendor),
      fetchReport,
      outbox,
      destinations: DESTINATIONS,
      webhookKeys,
      reports: { store, tenantOf: () => tenant, baseUrl },
      wake: { deliveries: (name) => woken.push(name), intakes: () => woken.push('*') },
      now: () => new Date(clock.nowMs),
      logger: createLogger({ level: 'silent' }),
      nextId: () => 'request-id',
      who: principal(tenant),
    });
  return {
    app: appOf('default'),
    elsewhere: appOf('elsewhere'),
    ...{ store, outbox, woken, clock },
    reportId: stored !== null && 'id' in stored ? stored.id : '',
    close: () => database.close(),
  };
}

function counter() {
  let last = 0;
  return { next: (prefix: string) => `${prefix}${++last}` };
}

function principal(tenant: string): Principal {
  return { client: 'tester', tenant, isGrantedAnything: true, may: () => true, has: () => true };
}
