import { isLive, type ApiKeys } from './auth/api-keys.js';
import type { Config } from './config/config.js';
import { isLoopback } from './net/loopback.js';
import type { Logger } from './observe/logger.js';
import type { Sandbox } from './vendor/sandbox/sandbox.js';

/** What the service was put together from. */
interface SetUp {
  readonly keys: ApiKeys;
  /** null: there is a real vendor. */
  readonly sandbox: Sandbox | null;
  /** FHIR base as clients reach it. */
  readonly baseUrl: string;
}

/** Tells the log what is set up otherwise than it must be some day, and what to do about it. */
export async function warnOfSetUp(
  logger: Logger,
  config: Config,
  { keys, sandbox, baseUrl }: SetUp,
): Promise<void> {
  warnOfSources(logger, config, sandbox, baseUrl);
  if (!isLoopback(config.host)) warnOfOpenness(logger, config);
  await warnOfClosedness(logger, config, keys);
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
