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
import type { Settings } from './settings.js';

/** Gives the text of a file. */
export type ReadFile = (path: string) => string;

/**
 * Account of the tenant `default`.
 *
 * @returns null when there is none.
 * @throws ConfigError for half an account.
 */
export function vendorOptions(settings: Settings, readFile: ReadFile): VendorClientOptions | null {
  const token = vendorToken(settings, readFile);
  const baseUrl = settings.VENDOR_BASE_URL;
  if (baseUrl === undefined && token === undefined) return null;
  // Half a vendor is a mistake: with the sandbox in its place, invented reports would be taken for real ones.
  if (baseUrl === undefined)
    throw new ConfigError('VENDOR_BASE_URL must be set when there is a vendor token.');
  if (token === undefined)
    throw new ConfigError('VENDOR_TOKEN or VENDOR_TOKEN_FILE must be set when VENDOR_BASE_URL is.');
  if (baseUrlProblem(baseUrl, settings.VENDOR_ALLOW_INSECURE) !== null)
    throw new ConfigError(
      'VENDOR_BASE_URL must be https, unless it is this machine or VENDOR_ALLOW_INSECURE is true.',
    );
  return { ...limitsOf(settings), baseUrl, token, pathPrefix: settings.VENDOR_PATH_PREFIX };
}

/** What holds for every account. */
function limitsOf(settings: Settings): Omit<VendorClientOptions, 'baseUrl' | 'token'> {
  return {
    allowInsecure: settings.VENDOR_ALLOW_INSECURE,
    connectTimeoutMs: settings.VENDOR_CONNECT_TIMEOUT_MS,
    headersTimeoutMs: settings.VENDOR_HEADERS_TIMEOUT_MS,
    bodyTimeoutMs: settings.VENDOR_BODY_TIMEOUT_MS,
    totalTimeoutMs: settings.VENDOR_TOTAL_TIMEOUT_MS,
    maxAttempts: settings.VENDOR_MAX_ATTEMPTS,
    maxConcurrent: settings.VENDOR_MAX_CONCURRENT,
    maxQueued: settings.VENDOR_MAX_QUEUED,
  };
}

function vendorToken(settings: Settings, readFile: ReadFile): string | undefined {
  const { VENDOR_TOKEN: token, VENDOR_TOKEN_FILE: path } = settings;
  if (path === undefined) return token;
  if (token !== undefined) throw new ConfigError('VENDOR_TOKEN and VENDOR_TOKEN_FILE must not both be set.');
  return tokenIn(path, 'VENDOR_TOKEN_FILE', readFile);
}

function tokenIn(path: string, name: string, readFile: ReadFile): string {
  const token = contentOf(path, name, readFile);
  if (!tokenRule.pattern.test(token)) throw new ConfigError(`The content of ${name} ${tokenRule.text}.`);
  return token;
}

/**
 * Reads a file that a setting names.
 *
 * @param name of the setting.
 * @returns its text, trimmed.
 * @throws ConfigError naming the setting.
 */
export function contentOf(path: string, name: string, readFile: ReadFile): string {
  try {
    return readFile(path).trim();
  } catch (error) {
    throw new ConfigError(`${name} must name a file that can be read.`, { cause: error });
  }
}

const account = z
  .strictObject({
    baseUrl: z.string(),
    token: z.string().regex(tokenRule.pattern, tokenRule.text).optional(),
    tokenFile: z.string().min(1).optional(),
    pathPrefix: z
      .string()
      .regex(pathPrefixRule.pattern, pathPrefixRule.text)
      .default(VENDOR_CLIENT_DEFAULTS.pathPrefix),
  })
  .refine(
    ({ token, tokenFile }) => (token === undefined) !== (tokenFile === undefined),
    'must have either token or tokenFile',
  );

const tenantsFile = z.record(z.string().regex(TENANT_NAME), account);

/**
 * Accounts of tenants with the vendor, from TENANTS_FILE.
 *
 * @returns tenant → account; empty without a file.
 * @throws ConfigError naming the tenant and the rule that its account breaks, never a value.
 */
export function tenantVendors(settings: Settings, readFile: ReadFile): Record<string, VendorClientOptions> {
  const { TENANTS_FILE: path, VENDOR_BASE_URL: ownBaseUrl } = settings;
  if (path === undefined) return {};
  const read = tenantsFile.safeParse(jsonIn(path, readFile));
  if (!read.success)
    throw new ConfigError(
      read.error.issues
        .map(({ path: at, message }) => `TENANTS_FILE: ${at.join('.')}: ${message}.`)
        .join('\n'),
    );
  if (ownBaseUrl !== undefined && Object.hasOwn(read.data, DEFAULT_TENANT))
    throw new ConfigError('TENANTS_FILE must not name the tenant default when VENDOR_BASE_URL is set.');
  const accounts = Object.entries(read.data).map(([tenant, { token, tokenFile, ...rest }]) => {
    const name = `TENANTS_FILE: ${tenant}.tokenFile`;
    if (baseUrlProblem(rest.baseUrl, settings.VENDOR_ALLOW_INSECURE) !== null)
      throw new ConfigError(`TENANTS_FILE: ${tenant}.baseUrl must be https, as VENDOR_BASE_URL must.`);
    return [
      tenant,
      { ...limitsOf(settings), ...rest, token: token ?? tokenIn(tokenFile ?? '', name, readFile) },
    ] as const;
  });
  return Object.fromEntries(accounts);
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
