import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApp, type AppDependencies } from './app.js';
import { createClosing, type Closing } from './closing.js';
import { anonymous } from './auth/anonymous.js';
import type { AuthConfig } from './auth-config.js';
import { principalOf } from './auth/principal.js';
import { createApiKeys, isLive, type ApiKeys } from './auth/api-keys.js';
import { createGatekeeper } from './auth/gatekeeper.js';
import type { Config } from './config.js';
import { watch } from './http/drain.js';
import { createReadiness, type Readiness } from './http/readiness.js';
import { createHttpServer } from './http/server.js';
import { listen } from './net/listen.js';
import { isLoopback } from './net/loopback.js';
import type { Logger } from './observe/logger.js';
import { openDelivery } from './open-delivery.js';
import { openStore } from './open-store.js';
import { openVendors, ownerOf } from './open-vendors.js';
import { packageInfo } from './package-info.js';
import { createFetchReport } from './serve/fetch-report.js';
import { openPublished, PUBLISHED } from './serve/published.js';
import { createMediaCache } from './store/media-cache.js';
import { prepareDatabase } from './store/prepare-database.js';
import { openTerminology } from './terminology/open-terminology.js';
import { createContext } from './translate/context.js';
import { publishedReportId } from './translate/published-report-id.js';
import { createTranslator } from './translate/translator.js';
import type { Sandbox } from './vendor/sandbox/sandbox.js';

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
  const database = await prepareDatabase(config.store, ownerOf(config), Date.now);
  closing.add(() => database.close());
  const keys = createApiKeys(database, Date.now);
  const published = await openPublished(mappings);
  closing.add(() => published.close());
  const { server, url, baseUrl } = await startListening(config, closing);
  const store = openStore(database, baseUrl, config.retentionDays, logger, closing);
  const context = createContext({ ...config.context, terminology, baseUrl });
  const translate = createTranslator({ context, extraData: config.extraData });
  const vendorOf = (tenant: string) => vendors.of(tenant).client;
  const fetchReport = createFetchReport({ store, translate, vendorOf });
  const readiness = createReadiness(() => store.isWritable());
  drainFirst(server, readiness, config, closing);
  // Listening first gives the port that the base URL is made of; no request is read before this turn of the loop ends.
  const app = createApp({
    service: { ...packageInfo, baseUrl },
    translate,
    fetchReport,
    reports: { store, tenantOf: (req) => principalOf(req).tenant, baseUrl },
    mediaOf: (tenant) => vendors.of(tenant).media,
    cache: config.media.isKept ? createMediaCache(database) : null,
    published: { store: published, tenantOf: () => PUBLISHED.tenant, baseUrl },
    publish: (reportId) => publishedReportId(reportId, context.reportIdentifier),
    readiness,
    languages: { spoken: config.locales, usual: context.locale },
    bodyLimit: config.bodyLimit,
    library,
    ...openDelivery(config, database, fetchReport, logger, closing),
    now: () => new Date(),
    logger,
    nextId: randomUUID,
    ...callers(config.auth, keys, logger),
  });
  server.on('request', app);
  warnOfSources(logger, config, vendors.sandbox, baseUrl);
  await warnOfAccess(logger, config, keys);
  return { url, baseUrl, close: () => closing.close() };
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

function warnOfAccess(logger: Logger, config: Config, keys: ApiKeys): Promise<void> {
  if (!isLoopback(config.host)) warnOfOpenness(logger, config);
  return warnOfClosedness(logger, config, keys);
}

/** What a network can reach is a deliberate choice, and the rest of it is easily forgotten. */
function warnOfOpenness(logger: Logger, { auth, publicBaseUrl }: Config): void {
  if (!auth.isOn) logger.warn('callers are not authenticated, and HOST lets others than this machine call');
  if (publicBaseUrl === null)
    logger.warn('PUBLIC_BASE_URL is not set: links in resources work on this machine only');
}

/** Whoever has just installed the gateway shall not look for the reason of a 401. */
async function warnOfClosedness(logger: Logger, { auth, store }: Config, keys: ApiKeys): Promise<void> {
  const hasKeys = (await keys.list()).some((key) => isLive(key, Date.now()));
  if (!auth.isOn || auth.oauth !== null || hasKeys) return;
  const place = store.kind === 'memory' ? 'STORE=file:data/gateway.db ' : '';
  logger.warn(
    { try: `${place}derm-fhir keys create --client <name>` },
    'NOBODY CAN CALL YET: there is no key and no authorization server (OAUTH_…). On this machine alone, AUTH=none asks nobody',
  );
}

/** Where reports and pictures come from, if that is not as it must be some day. */
function warnOfSources(
  logger: Logger,
  { auth, vendor, media }: Config,
  sandbox: Sandbox | null,
  baseUrl: string,
): void {
  if (sandbox !== null) warnOfSandbox(logger, sandbox, auth.isOn, baseUrl);
  // On this machine it is a sandbox, which keeps its files itself.
  const isElsewhere = vendor !== null && !isLoopback(new URL(vendor.baseUrl).hostname);
  if (isElsewhere && media.hosts.length === 0)
    logger.warn("MEDIA_HOSTS is not set: of the vendor's files only those on its own host can be read");
}

/** Invented reports must never be taken for real ones. */
function warnOfSandbox(logger: Logger, sandbox: Sandbox, needsKey: boolean, baseUrl: string): void {
  const [report] = sandbox.reports;
  const curl = needsKey ? "curl -H 'X-API-Key: …'" : 'curl';
  logger.warn(
    { sandbox: sandbox.url, try: `${curl} '${baseUrl}/DiagnosticReport/$fetch?report=${report?.id ?? ''}'` },
    'NO VENDOR IS CONFIGURED (VENDOR_BASE_URL): the built-in sandbox answers with INVENTED reports',
  );
}
