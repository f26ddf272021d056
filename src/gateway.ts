import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApp, type AppDependencies } from './app.js';
import { anonymous } from './auth/anonymous.js';
import { createApiKeys, type ApiKeys } from './auth/api-keys.js';
import { createGatekeeper } from './auth/gatekeeper.js';
import { principalOf } from './auth/principal.js';
import { createClosing, type Closing } from './closing.js';
import type { AuthConfig } from './config/auth-config.js';
import type { Config } from './config/config.js';
import { createExplainer } from './explain/explain.js';
import { watch } from './http/drain.js';
import { createReadiness, type Readiness } from './http/readiness.js';
import { createHttpServer } from './http/server.js';
import { listen } from './net/listen.js';
import type { Logger } from './observe/logger.js';
import { openDelivery } from './open-delivery.js';
import { openStore } from './open-store.js';
import { openVendors, ownersOf, type Vendors } from './open-vendors.js';
import { packageInfo } from './package-info.js';
import type { BinaryDependencies } from './serve/binary/open-binary.js';
import { PUBLISHED, publishedLater } from './serve/published/published.js';
import { createExplainInTurns } from './serve/report/explain-in-turns.js';
import { createFetchReport } from './serve/report/fetch-report.js';
import type { Database } from './store/database.js';
import { createMediaCache } from './store/media-cache.js';
import { prepareDatabase } from './store/prepare-database.js';
import { openTerminology } from './terminology/open-terminology.js';
import { createContext } from './translate/context.js';
import { publishedReportId } from './translate/published-report-id.js';
import { createTranslator, type TranslatorOptions } from './translate/translator.js';
import { warnOfSetUp } from './warnings.js';

/** A running service. */
export interface Gateway {
  /** Where it listens, without trailing slash. */
  readonly url: string;
  /** FHIR base as clients reach it. */
  readonly baseUrl: string;
  /** Says that it is not ready, lets requests under way end, then closes everything in reverse order. */
  close(): Promise<void>;
}

/**
 * Puts the service together and listens.
 *
 * @throws when a part cannot be set up or the port cannot be had; then nothing is left running.
 */
export async function startGateway(config: Config, logger: Logger): Promise<Gateway> {
  const closing = createClosing();
  try {
    return await open(config, logger, closing);
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function open(config: Config, logger: Logger, closing: Closing): Promise<Gateway> {
  const { mappings, terminology, library } = openTerminology(config.icd11Tabulation);
  const vendors = await openVendors(config, closing);
  const database = await prepareDatabase(config.store, ownersOf(config), Date.now, config.formerVendor);
  closing.add(() => database.close());
  const keys = createApiKeys(database, Date.now);
  const published = publishedLater(mappings);
  closing.add(() => published.close());
  const { server, url, baseUrl } = await startListening(config, closing);
  const store = openStore(database, baseUrl, config.retentionDays, logger, closing);
  const context = createContext({ ...config.context, terminology, baseUrl });
  const translation = translationOf({ context, extraData: config.extraData });
  const vendorOf = (tenant: string) => vendors.of(tenant).client;
  const fetchReport = createFetchReport({ store, translate: translation.translate, vendorOf });
  const readiness = createReadiness(() => store.isWritable());
  drainFirst(server, readiness, config, closing);
  const binaries = filesOf(config, { vendors, fetchReport, store, database }, logger);
  // Listening first gives the port that the base URL is made of; no request is read before this turn of the loop ends.
  const app = createApp({
    service: { ...packageInfo, baseUrl },
    ...translation,
    fetchReport,
    reports: { store, tenantOf: (req) => principalOf(req).tenant, baseUrl },
    mediaOf: binaries.mediaOf,
    cache: binaries.cache,
    published: { store: published, tenantOf: () => PUBLISHED.tenant, baseUrl },
    publish: (reportId) => publishedReportId(reportId, context.reportIdentifier),
    readiness,
    languages: { spoken: config.locales, usual: context.locale },
    bodyLimit: config.bodyLimit,
    library,
    ...openDelivery(config, { database, fetchReport, store, binaries }, logger, closing),
    now: binaries.now,
    logger,
    nextId: randomUUID,
    ...callers(config.auth, keys, logger),
  });
  server.on('request', app);
  await warnOfSetUp(logger, config, { keys, sandbox: vendors.sandbox, baseUrl });
  return { url, baseUrl, close: () => closing.close() };
}

function translationOf(
  options: TranslatorOptions,
): Pick<AppDependencies, 'translate' | 'explain' | 'explainInTurns'> {
  return {
    translate: createTranslator(options),
    explain: createExplainer(options),
    explainInTurns: createExplainInTurns(),
  };
}

/** Where the bytes of Binaries come from. */
function filesOf(
  { media }: Config,
  parts: Pick<BinaryDependencies, 'fetchReport' | 'store'> & {
    readonly vendors: Vendors;
    readonly database: Database;
  },
  logger: Logger,
): BinaryDependencies {
  const { vendors, fetchReport, store, database } = parts;
  return {
    store,
    fetchReport,
    mediaOf: (tenant) => vendors.of(tenant).media,
    cache: media.isKept ? createMediaCache(database) : null,
    logger,
    now: () => new Date(),
  };
}

async function startListening({ host, port, publicBaseUrl }: Config, closing: Closing) {
  const server = createHttpServer();
  closing.add(() => void server.close());
  const url = await listen(server, port, host);
  return { server, url, baseUrl: publicBaseUrl ?? `${url}/fhir` };
}

/** Who may call, and what everybody may know about that. */
function callers(auth: AuthConfig, keys: ApiKeys, logger: Logger): Pick<AppDependencies, 'access' | 'who'> {
  const { isOn, isLocal, oauth } = auth;
  return {
    access: { isOn, takesTokens: oauth !== null, tokenUrl: oauth?.tokenUrl ?? null },
    who: isOn ? createGatekeeper({ ...auth, keys, nowMs: Date.now, logger }) : anonymous(isLocal),
  };
}

/** Before anything else is closed, requests under way get their answers. */
function drainFirst(server: Server, readiness: Readiness, { shutdown }: Config, closing: Closing): void {
  const drain = watch(server);
  closing.add(() => drain.end(shutdown.graceMs));
  closing.add(() => {
    readiness.drain();
    return sleep(shutdown.delayMs);
  });
}
