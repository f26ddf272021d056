import { z } from 'zod';
import { isLanguage, normaliseLanguage } from '../fhir/language.js';
import { isPublishable, isPublishableSystem } from '../fhir/publishable.js';
import { HOST_NAME } from '../net/allowed-host.js';
import { isLoopback } from '../net/loopback.js';
import { makesLibrariesPrint } from '../observe/debug-output.js';
import { logLevels } from '../observe/logger.js';
import { defaultRawLimits } from '../raw/raw-limits.js';
import { MEDIA_CLIENT_DEFAULTS } from '../vendor/media/media-client.js';
import { pathPrefixRule, tokenRule, VENDOR_CLIENT_DEFAULTS } from '../vendor/options.js';
import { webhookSecretList } from './webhook-secrets.js';

/** A day in ms: nothing that is waited for takes longer, and Node's timers take it. */
const DAY = 86_400_000;

const PUBLISHABLE =
  'must be text that may stand in a resource: no control characters, no link to the vendor or with credentials';

const text = z.string().trim().min(1, 'must not be blank');
const publishedText = text.refine(isPublishable, PUBLISHABLE);
const absoluteUri = z.string().regex(/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/, 'must be an absolute URI');
const identifierSystem = absoluteUri.refine(isPublishableSystem, PUBLISHABLE);
const webAddress = z
  .string()
  .refine(
    (address) => /^https?:\/\/[^\s?#@]+$/.test(address) && URL.canParse(address),
    'must be an http(s) URL without user and query',
  );
const jsonPointer = z
  .string()
  .regex(/^(\/([^~/]|~[01])+)+$/, 'must be a JSON pointer such as /extraData/mrn');
const quiet = z
  .string()
  .refine(
    (value) => !makesLibrariesPrint(value),
    'must not name libraries whose debug output holds report ids',
  );
const hostNames = z
  .string()
  .transform((list) => list.split(',').map((name) => name.trim().toLowerCase()))
  .refine(
    (names) => names.every((name) => HOST_NAME.test(name)),
    'must be names of hosts separated by commas, without scheme, port, address or wildcard',
  );
const languages = z
  .string()
  .transform((list) => list.split(',').map((tag) => tag.trim()))
  .refine((tags) => tags.every(isLanguage), 'must be language tags such as en or pt-BR, separated by commas');
const yesOrNo = z.stringbool({ truthy: ['true'], falsy: ['false'], error: 'must be true or false' });

function oneOf<const Values extends readonly string[]>(values: Values) {
  return z.enum(values, `must be one of ${values.join(', ')}`);
}

function wholeNumber(min: number, max: number) {
  const isWithin = (digits: string) =>
    /^\d{1,12}$/.test(digits) && Number(digits) >= min && Number(digits) <= max;
  return z.string().refine(isWithin, `must be a whole number from ${min} to ${max}`).transform(Number);
}

/** Of what is no language at all, there is another complaint. */
function isUsualSpoken({ LOCALE: usual, LOCALES: spoken }: { LOCALE: string; LOCALES: string[] }): boolean {
  if (![usual, ...spoken].every(isLanguage)) return true;
  return spoken.map(normaliseLanguage).includes(normaliseLanguage(usual));
}

/** A number without its system names nobody. */
const PAIRS = [
  ['SUBJECT_POINTER', 'SUBJECT_SYSTEM'],
  ['ENCOUNTER_POINTER', 'ENCOUNTER_SYSTEM'],
  ['BASED_ON_POINTER', 'BASED_ON_SYSTEM'],
] as const;

/**
 * Every setting of the service by the name of its environment variable, with its rule and its default. Times are in ms,
 * sizes in bytes. A variable that is unset or empty has its default; without a default it may stay away.
 */
export const settingsSchema = z
  .object({
    /** Loopback, until somebody decides who else shall reach it; a container sets 0.0.0.0. */
    HOST: text.default('127.0.0.1'),
    /** 0 takes a free one. */
    PORT: wholeNumber(0, 65_535).default(8080),
    /** FHIR base as clients reach it; by default this machine's. */
    PUBLIC_BASE_URL: webAddress.refine(isPublishable, PUBLISHABLE).optional(),
    LOG_LEVEL: oneOf(logLevels).default('info'),
    /** Largest raw report that a client may send. */
    BODY_LIMIT: wholeNumber(1024, defaultRawLimits.maxBytes).default(defaultRawLimits.maxBytes),
    /** How long the server answers on after it has said that it is not ready, for load balancers to notice. */
    SHUTDOWN_DELAY_MS: wholeNumber(0, DAY).default(0),
    /** How long requests under way may take to end after that. */
    SHUTDOWN_GRACE_MS: wholeNumber(0, DAY).default(10_000),

    /** Whether callers must say who they are. */
    AUTH: oneOf(['on', 'none']).default('on'),
    /** Permits AUTH=none where others than this machine can call, e.g. behind a proxy that authenticates. */
    AUTH_ALLOW_INSECURE: yesOrNo.default(false),
    /** `iss` of the access tokens that are accepted beside API keys. */
    OAUTH_ISSUER: text.optional(),
    /** Their `aud`: this gateway, usually its FHIR base. */
    OAUTH_AUDIENCE: text.optional(),
    /** The authorization server's keys (JWKS). */
    OAUTH_JWKS_URL: webAddress.optional(),
    /** Claim that names the tenant; without it everybody is of tenant `default`. */
    OAUTH_TENANT_CLAIM: text.optional(),
    /** Where clients get tokens, for /.well-known/smart-configuration. */
    OAUTH_TOKEN_URL: webAddress.refine(isPublishable, PUBLISHABLE).optional(),
    /** Requests of a client within a minute, in each replica; 0: no limit. */
    RATE_LIMIT: wholeNumber(0, 1_000_000).default(6000),
    /** How many proxies stand before the server, each adding to X-Forwarded-For; for the limit of bad credentials. */
    TRUST_PROXY: wholeNumber(0, 10).default(0),

    /** Where reports and keys are kept; by default in memory with the sandbox, else in `file:data/gateway.db`. */
    STORE: z
      .string()
      .regex(/^(memory|file:.+)$/, 'must be memory or file: and a path')
      .optional(),
    /** A PostgreSQL database in STORE's place, for several replicas. */
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'must be a URL such as postgres://user:password@host:5432/database')
      .optional(),
    /** A report is erased so many days after it was stored last; without it, none is. */
    RETENTION_DAYS: wholeNumber(1, 36_500).optional(),

    /** Without it, the sandbox answers in the vendor's place. */
    VENDOR_BASE_URL: webAddress.optional(),
    /** Whether it may; by default everywhere but in production (NODE_ENV), where invented reports must be wanted. */
    SANDBOX: yesOrNo.optional(),
    /** Where the vendor was before it moved: a store with its reports is taken for one of where it is now. */
    VENDOR_FORMER_BASE_URL: webAddress.optional(),
    VENDOR_PATH_PREFIX: z
      .string()
      .regex(pathPrefixRule.pattern, pathPrefixRule.text)
      .default(VENDOR_CLIENT_DEFAULTS.pathPrefix),
    VENDOR_TOKEN: z.string().regex(tokenRule.pattern, tokenRule.text).optional(),
    /** A file that holds the token, as container platforms mount secrets. */
    VENDOR_TOKEN_FILE: text.optional(),
    /** Permits http to a vendor that is not this machine. */
    VENDOR_ALLOW_INSECURE: yesOrNo.default(false),
    VENDOR_CONNECT_TIMEOUT_MS: wholeNumber(1, DAY).default(VENDOR_CLIENT_DEFAULTS.connectTimeoutMs),
    VENDOR_HEADERS_TIMEOUT_MS: wholeNumber(1, DAY).default(VENDOR_CLIENT_DEFAULTS.headersTimeoutMs),
    VENDOR_BODY_TIMEOUT_MS: wholeNumber(1, DAY).default(VENDOR_CLIENT_DEFAULTS.bodyTimeoutMs),
    /** Everything together: queue, attempts and the waits between them. */
    VENDOR_TOTAL_TIMEOUT_MS: wholeNumber(1, DAY).default(VENDOR_CLIENT_DEFAULTS.totalTimeoutMs),
    VENDOR_MAX_ATTEMPTS: wholeNumber(1, 10).default(VENDOR_CLIENT_DEFAULTS.maxAttempts),
    VENDOR_MAX_CONCURRENT: wholeNumber(1, 1000).default(VENDOR_CLIENT_DEFAULTS.maxConcurrent),
    VENDOR_MAX_QUEUED: wholeNumber(0, 100_000).default(VENDOR_CLIENT_DEFAULTS.maxQueued),

    /** Hosts that photographs and PDFs are fetched from, separated by commas; the vendor's own is always among them. */
    MEDIA_HOSTS: hostNames.optional(),
    /** Whether those hosts may have addresses of a private network, as cloud storage has behind a private endpoint. */
    MEDIA_ALLOW_PRIVATE: yesOrNo.default(false),
    /** `store` keeps files beside their reports, up to 5 MiB each; otherwise each is fetched each time. */
    MEDIA_CACHE: oneOf(['off', 'store']).default('off'),
    /** Largest file that is passed on. */
    MEDIA_MAX_BYTES: wholeNumber(1024, 1_073_741_824).default(MEDIA_CLIENT_DEFAULTS.maxBytes),

    /** JSON file with accounts of other tenants than `default`. */
    TENANTS_FILE: text.optional(),
    /** YAML or JSON: the FHIR servers that reports are delivered to. */
    DESTINATIONS_FILE: text.optional(),
    /** Keys that callbacks of the tenant `default` are signed with (Standard Webhooks); those of others are in TENANTS_FILE. */
    WEBHOOK_SECRET: webhookSecretList.optional(),

    /** URI that all ids are derived from: changing it changes every id. */
    GATEWAY_NAMESPACE: absoluteUri.optional(),
    /** Language of reports for which the caller names none. */
    LOCALE: z.string().refine(isLanguage, 'must be a language tag such as en or pt-BR').default('en'),
    /** Languages that the vendor speaks, separated by commas: reports are fetched and kept in no others. */
    LOCALES: languages.prefault('en,es,pt,it,fr,de,bg,pl,ko,ca'),
    /** Whose number `visitIdentifier` is, and the one at ENCOUNTER_POINTER. */
    ENCOUNTER_SYSTEM: identifierSystem.optional(),
    ENCOUNTER_POINTER: jsonPointer.optional(),
    /** Where the raw report names the patient, and whose number that is. */
    SUBJECT_POINTER: jsonPointer.optional(),
    SUBJECT_SYSTEM: identifierSystem.optional(),
    /** Where the raw report names the order, and whose number that is. */
    BASED_ON_POINTER: jsonPointer.optional(),
    BASED_ON_SYSTEM: identifierSystem.optional(),
    DEVICE_KEY: text.default('legit-health'),
    DEVICE_NAME: publishedText.default('Legit.Health'),
    DEVICE_MANUFACTURER: publishedText.default('AI Labs Group S.L.'),
    DEVICE_VERSION: publishedText.optional(),
    DEVICE_UDI: publishedText.optional(),
    /** A WHO SimpleTabulation of ICD-11, for titles and for knowing which codes exist. */
    ICD11_TABULATION: text.optional(),
    /** Whether the integrator's free data travel: `auto` carries them in collections only. */
    EXTRA_DATA: oneOf(['auto', 'carry', 'omit']).default('auto'),
    /** Label what the AI says with AIAST. */
    AI_LABEL: yesOrNo.default(true),
    /** Name in `meta.profile` of each resource the published profile that it conforms to. */
    META_PROFILE: yesOrNo.default(false),
    /** Whether the vendor's report id is published: `auto` hashes ids that look like encrypted handles. */
    REPORT_IDENTIFIER: oneOf(['auto', 'plain', 'hash']).default('auto'),
    /** Zone of times that come without one. */
    ASSUMED_ZONE: z
      .string()
      .regex(/^(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)$/, 'must be Z or an offset such as +02:00')
      .optional(),
    MAX_CANDIDATES: wholeNumber(1, 1_000_000).optional(),

    /** Not settings of ours: they make libraries print addresses, and those hold report ids. */
    DEBUG: quiet.optional(),
    NODE_DEBUG: quiet.optional(),
  })
  .superRefine((settings, context) => {
    if (settings.AUTH === 'none' && !settings.AUTH_ALLOW_INSECURE && !isLoopback(settings.HOST)) {
      const message = 'must not be none unless HOST is loopback or AUTH_ALLOW_INSECURE is true';
      context.addIssue({ code: 'custom', path: ['AUTH'], message });
    }
    if (!isUsualSpoken(settings)) {
      context.addIssue({ code: 'custom', path: ['LOCALES'], message: 'must contain LOCALE' });
    }
    for (const [pointer, system] of PAIRS) {
      if (settings[pointer] !== undefined && settings[system] === undefined) {
        context.addIssue({ code: 'custom', path: [system], message: `must be set when ${pointer} is` });
      }
    }
  });

/** Checked settings by the names of their environment variables. */
export type Settings = z.output<typeof settingsSchema>;
