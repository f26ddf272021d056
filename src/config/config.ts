import { readFileSync } from 'node:fs';
import { DEFAULT_TENANT } from '../auth/principal.js';
import type { DeliveryDestination } from '../deliver/destination/delivery-destination.js';
import { deepFreeze } from '../fhir/deep-freeze.js';
import { normaliseLanguage } from '../fhir/language.js';
import type { LoggerOptions } from '../observe/logger.js';
import type { DatabasePlace } from '../store/open-database.js';
import type { ContextOptions } from '../translate/context.js';
import type { TranslatorOptions } from '../translate/translator.js';
import type { MediaSources } from '../vendor/open-vendor.js';
import type { VendorClientOptions } from '../vendor/options.js';
import { authConfig, type AuthConfig } from './auth-config.js';
import { ConfigError } from './config-error.js';
import { contextOptions } from './context-config.js';
import { configuredDestinations } from './destinations-config.js';
import { settingsSchema, type Settings } from './settings.js';
import { storePlace } from './store-config.js';
import { configuredTenants, type Tenants } from './tenants-config.js';
import { vendorOptions } from './vendor-config.js';
import { demandOwn, type WebhookSecret } from './webhook-secrets.js';

/** What the service is told about the place it runs in. Frozen. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** FHIR base as clients reach it; null: this machine's. */
  readonly publicBaseUrl: string | null;
  readonly logLevel: LoggerOptions['level'];
  /** Bytes. */
  readonly bodyLimit: number;
  readonly shutdown: { readonly delayMs: number; readonly graceMs: number };
  readonly auth: AuthConfig;
  /** How long reports are kept after they were stored last; null: for ever. */
  readonly retentionDays: number | null;
  readonly store: DatabasePlace;
  /** Account of the tenant `default`; null: there is none. */
  readonly vendor: VendorClientOptions | null;
  /** Accounts of other tenants, by their names. */
  readonly tenants: Readonly<Record<string, VendorClientOptions>>;
  /** Origin that a vendor had before it moved to where it is now; null: none has moved. */
  readonly formerVendor: string | null;
  /** Where its files may be fetched from. */
  readonly media: MediaSources & {
    /** Whether they are kept beside their reports. */
    readonly isKept: boolean;
  };
  /** Whether the sandbox, with its invented reports, may answer where there is no vendor. */
  readonly mayInvent: boolean;
  /** FHIR servers that reports are delivered to, with their secrets. */
  readonly destinations: readonly DeliveryDestination[];
  /** What callbacks are signed with. */
  readonly webhookSecrets: readonly WebhookSecret[];
  /** Path of the operator's own ICD-11 table. */
  readonly icd11Tabulation: string | null;
  readonly extraData: NonNullable<TranslatorOptions['extraData']>;
  /** Languages that reports are fetched in: BCP 47. */
  readonly locales: readonly string[];
  readonly context: Omit<ContextOptions, 'terminology'>;
  /** Every setting in force, without secrets, for the log. */
  readonly effective: Readonly<Record<string, unknown>>;
}

export { ConfigError };

/** The environment: names and values. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration from environment variables (https://12factor.net/config). Those that it does not know are ignored, but
 * not when they begin with `VENDOR_` or `OAUTH_`: with a slip in such a name, invented reports would be taken for real ones, or one
 * tenant's for another's.
 *
 * @param env usually `process.env`.
 * @param readFile gives the text of a secret's file.
 * @throws ConfigError naming every variable that is wrong and the rule it breaks.
 */
export function readConfig(env: Environment, readFile: (path: string) => string = readText): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  demandKnown(Object.keys(given));
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`).join('\n'),
    );
  }
  const settings = parsed.data;
  const vendor = vendorOptions(settings, readFile);
  const tenants = configuredTenants(settings, readFile);
  const hasVendor = vendor !== null || Object.keys(tenants.vendors).length > 0;
  return deepFreeze({
    host: settings.HOST,
    port: settings.PORT,
    publicBaseUrl: settings.PUBLIC_BASE_URL?.replace(/\/+$/, '') ?? null,
    logLevel: settings.LOG_LEVEL,
    bodyLimit: settings.BODY_LIMIT,
    shutdown: { delayMs: settings.SHUTDOWN_DELAY_MS, graceMs: settings.SHUTDOWN_GRACE_MS },
    auth: authConfig(settings),
    store: storePlace(settings, hasVendor),
    retentionDays: settings.RETENTION_DAYS ?? null,
    vendor,
    tenants: tenants.vendors,
    formerVendor: hasVendor ? originOf(settings.VENDOR_FORMER_BASE_URL) : null,
    media: mediaOptions(settings),
    mayInvent: mayInvent(settings, given['NODE_ENV']),
    destinations: configuredDestinations(settings, env, readFile),
    webhookSecrets: allSecrets(settings, tenants),
    icd11Tabulation: settings.ICD11_TABULATION ?? null,
    extraData: settings.EXTRA_DATA,
    locales: settings.LOCALES.map(normaliseLanguage),
    context: contextOptions(settings),
    effective: { ...settings, ...hidden(settings, ['VENDOR_TOKEN', 'DATABASE_URL', 'WEBHOOK_SECRET']) },
  });
}

function allSecrets({ WEBHOOK_SECRET: own = [] }: Settings, tenants: Tenants): readonly WebhookSecret[] {
  const all = [...own.map((secret) => ({ tenant: DEFAULT_TENANT, secret })), ...tenants.webhookSecrets];
  demandOwn(all);
  return all;
}

function originOf(url: string | undefined): string | null {
  return url === undefined ? null : new URL(url).origin;
}

/** Where tenants have accounts, reports that are invented would lie beside theirs. */
function mayInvent({ SANDBOX: isWanted, TENANTS_FILE: tenants }: Settings, nodeEnv?: string): boolean {
  return tenants === undefined && (isWanted ?? nodeEnv !== 'production');
}

/**
 * Whom to ask for reports.
 *
 * @returns null: the sandbox.
 * @throws ConfigError when there is no vendor and the sandbox may not take its place.
 */
export function vendorOrSandbox({ vendor, mayInvent }: Config): VendorClientOptions | null {
  if (vendor === null && !mayInvent)
    throw new ConfigError(
      'VENDOR_BASE_URL must be set, or SANDBOX to true for a sandbox with invented reports.',
    );
  return vendor;
}

/** What Kubernetes tells the containers beside a Service that is called `vendor`. */
const SERVICE_LINK = /^VENDOR_(SERVICE_HOST|SERVICE_PORT\w*|PORT(_\d+_\w+)?)$/;

function demandKnown(names: readonly string[]): void {
  const unknown = names.filter(
    (name) => /^(VENDOR|OAUTH)_/.test(name) && !SERVICE_LINK.test(name) && !(name in settingsSchema.shape),
  );
  if (unknown.length > 0) throw new ConfigError(unknown.map((name) => `${name} is no setting.`).join('\n'));
}

function hidden(settings: Settings, secrets: readonly (keyof Settings)[]): Record<string, string> {
  const set = secrets.filter((name) => settings[name] !== undefined);
  return Object.fromEntries(set.map((name) => [name, '[set]']));
}

function readText(path: string): string {
  return readFileSync(path, 'utf8');
}

function mediaOptions(settings: Settings): Config['media'] {
  return {
    hosts: settings.MEDIA_HOSTS ?? [],
    allowPrivate: settings.MEDIA_ALLOW_PRIVATE,
    maxBytes: settings.MEDIA_MAX_BYTES,
    isKept: settings.MEDIA_CACHE === 'store',
  };
}
