import { baseUrlProblem } from '../net/base-url.js';
import { tokenRule, type VendorClientOptions } from '../vendor/options.js';
import { ConfigError } from './config-error.js';
import { contentOf, type ReadFile } from './read-file.js';
import type { Settings } from './settings.js';

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
export function limitsOf(settings: Settings): Omit<VendorClientOptions, 'baseUrl' | 'token'> {
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

/** The token in a file. @param name of the setting. @throws ConfigError naming it. */
export function tokenIn(path: string, name: string, readFile: ReadFile): string {
  const token = contentOf(path, name, readFile);
  if (!tokenRule.pattern.test(token)) throw new ConfigError(`The content of ${name} ${tokenRule.text}.`);
  return token;
}
