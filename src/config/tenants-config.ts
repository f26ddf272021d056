import { z } from 'zod';
import { DEFAULT_TENANT, TENANT_NAME } from '../auth/principal.js';
import { baseUrlProblem } from '../net/base-url.js';
import {
  pathPrefixRule,
  tokenRule,
  VENDOR_CLIENT_DEFAULTS,
  type VendorClientOptions,
} from '../vendor/options.js';
import { ConfigError } from './config-error.js';
import { contentOf, type ReadFile } from './read-file.js';
import type { Settings } from './settings.js';
import { limitsOf, tokenIn } from './vendor-config.js';
import { webhookSecretList, type WebhookSecret } from './webhook-secrets.js';

const account = z
  .strictObject({
    baseUrl: z.string(),
    token: z.string().regex(tokenRule.pattern, tokenRule.text).optional(),
    tokenFile: z.string().min(1).optional(),
    pathPrefix: z
      .string()
      .regex(pathPrefixRule.pattern, pathPrefixRule.text)
      .default(VENDOR_CLIENT_DEFAULTS.pathPrefix),
    /** What the tenant's callbacks are signed with. */
    webhookSecret: webhookSecretList.optional(),
    webhookSecretFile: z.string().min(1).optional(),
  })
  .refine(
    ({ token, tokenFile }) => (token === undefined) !== (tokenFile === undefined),
    'must have either token or tokenFile',
  )
  .refine(
    ({ webhookSecret, webhookSecretFile }) => webhookSecret === undefined || webhookSecretFile === undefined,
    'must not have both webhookSecret and webhookSecretFile',
  );
type Account = z.output<typeof account>;

const tenantsFile = z.record(z.string().regex(TENANT_NAME), account);

/** What TENANTS_FILE says. */
export interface Tenants {
  /** Accounts with the vendor, by the names of their tenants. */
  readonly vendors: Readonly<Record<string, VendorClientOptions>>;
  readonly webhookSecrets: readonly WebhookSecret[];
}

/**
 * Reads TENANTS_FILE.
 *
 * @returns nothing of nobody without a file.
 * @throws ConfigError naming the tenant and the rule that its account breaks, never a value.
 */
export function configuredTenants(settings: Settings, readFile: ReadFile): Tenants {
  const { TENANTS_FILE: path, VENDOR_BASE_URL: ownBaseUrl } = settings;
  if (path === undefined) return { vendors: {}, webhookSecrets: [] };
  const read = tenantsFile.safeParse(jsonIn(path, readFile));
  if (!read.success)
    throw new ConfigError(
      read.error.issues
        .map(({ path: at, message }) => `TENANTS_FILE: ${at.join('.')}: ${message}.`)
        .join('\n'),
    );
  if (ownBaseUrl !== undefined && Object.hasOwn(read.data, DEFAULT_TENANT))
    throw new ConfigError('TENANTS_FILE must not name the tenant default when VENDOR_BASE_URL is set.');
  const accounts = Object.entries(read.data);
  return {
    vendors: Object.fromEntries(
      accounts.map(([tenant, given]) => [tenant, vendorOf(tenant, given, settings, readFile)]),
    ),
    webhookSecrets: accounts.flatMap(([tenant, given]) =>
      secretsIn(tenant, given, readFile).map((secret) => ({ tenant, secret })),
    ),
  };
}

function vendorOf(
  tenant: string,
  { baseUrl, token, tokenFile, pathPrefix }: Account,
  settings: Settings,
  readFile: ReadFile,
): VendorClientOptions {
  if (baseUrlProblem(baseUrl, settings.VENDOR_ALLOW_INSECURE) !== null)
    throw new ConfigError(`TENANTS_FILE: ${tenant}.baseUrl must be https, as VENDOR_BASE_URL must.`);
  const name = `TENANTS_FILE: ${tenant}.tokenFile`;
  return {
    ...limitsOf(settings),
    ...{ baseUrl, pathPrefix },
    token: token ?? tokenIn(tokenFile ?? '', name, readFile),
  };
}

function secretsIn(
  tenant: string,
  { webhookSecret, webhookSecretFile: path }: Account,
  readFile: ReadFile,
): readonly string[] {
  if (path === undefined) return webhookSecret ?? [];
  const name = `TENANTS_FILE: ${tenant}.webhookSecretFile`;
  const { success, data, error } = webhookSecretList.safeParse(contentOf(path, name, readFile));
  if (!success) throw new ConfigError(`${name} ${error.issues[0]?.message ?? ''}.`);
  return data;
}

function jsonIn(path: string, readFile: ReadFile): unknown {
  const text = contentOf(path, 'TENANTS_FILE', readFile);
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the text, and that holds tokens.
    throw new ConfigError('TENANTS_FILE must be JSON.');
  }
}
