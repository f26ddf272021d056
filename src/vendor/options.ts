import { baseUrlProblem } from '../net/base-url.js';
import { SYSTEM_TIMING, type Timing } from './timing.js';

/** What the operator may set. Only the first two have no default. */
export interface VendorClientOptions {
  /** Where the vendor's API lives, e.g. `https://back.example.com`; https unless loopback or `allowInsecure`. */
  readonly baseUrl: string;
  /** The S2S token; sent as `X-API-TOKEN` and nowhere else. */
  readonly token: string;
  /** Path between the base URL and `/anonymous-diagnostic-reports`; tenants differ. */
  readonly pathPrefix?: string;
  /** Permits http to a host that is not loopback. */
  readonly allowInsecure?: boolean;
  readonly connectTimeoutMs?: number;
  readonly headersTimeoutMs?: number;
  /** Longest silence while the body arrives. */
  readonly bodyTimeoutMs?: number;
  /** Queue, all attempts and all waits together. */
  readonly totalTimeoutMs?: number;
  /** Largest answer accepted, in bytes. */
  readonly maxBytes?: number;
  /** HTTP requests per call, the first included. */
  readonly maxAttempts?: number;
  readonly retryBaseMs?: number;
  readonly retryCapMs?: number;
  /** Requests under way at once. */
  readonly maxConcurrent?: number;
  /** Calls that may wait for their turn; more are refused at once. */
  readonly maxQueued?: number;
  readonly timing?: Timing;
}

/** The default of everything that has one. */
export const VENDOR_CLIENT_DEFAULTS = {
  pathPrefix: '/s2s-api/v3',
  allowInsecure: false,
  connectTimeoutMs: 5_000,
  headersTimeoutMs: 10_000,
  bodyTimeoutMs: 15_000,
  totalTimeoutMs: 30_000,
  maxBytes: 5 * 1024 * 1024,
  maxAttempts: 3,
  retryBaseMs: 200,
  retryCapMs: 2_000,
  maxConcurrent: 20,
  maxQueued: 100,
  timing: SYSTEM_TIMING,
} as const satisfies Omit<Required<VendorClientOptions>, 'baseUrl' | 'token'>;

/** Visible ASCII only: Node passes Latin-1 header values, and a line break would add a header (RFC 9110 §5.5). */
export const tokenRule = {
  pattern: /^[\x21-\x7e]{1,4096}$/,
  text: 'must be visible ASCII without blanks',
} as const;

export const pathPrefixRule = {
  pattern: /^(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*$/,
  text: 'must be a plain path that begins with / and does not end with one',
} as const;

/** Checked options: origin and path are split, nothing is missing. */
export interface VendorClientSettings extends Readonly<
  Omit<Required<VendorClientOptions>, 'baseUrl' | 'pathPrefix' | 'allowInsecure'>
> {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path of the report collection, without a trailing slash. */
  readonly collection: string;
}

/**
 * Completes and checks the options once, so that a bad one stops the start rather than the first request.
 *
 * @throws TypeError naming the option, never its value
 */
export function checkOptions(options: VendorClientOptions): VendorClientSettings {
  const { baseUrl, pathPrefix, allowInsecure, ...rest } = { ...VENDOR_CLIENT_DEFAULTS, ...options };
  if (!tokenRule.pattern.test(rest.token)) throw bad('token', tokenRule.text);
  if (!pathPrefixRule.pattern.test(pathPrefix)) throw bad('pathPrefix', pathPrefixRule.text);
  const problem = baseUrlProblem(baseUrl, allowInsecure);
  if (problem !== null) throw bad('baseUrl', problem);
  checkNumbers(rest);
  const { origin, pathname } = new URL(baseUrl);
  const path = pathname.replace(/\/+$/, '');
  return { ...rest, origin, collection: `${path}${pathPrefix}/anonymous-diagnostic-reports` };
}

const FROM_ONE = [
  'connectTimeoutMs',
  'headersTimeoutMs',
  'bodyTimeoutMs',
  'totalTimeoutMs',
  'maxBytes',
  'maxAttempts',
  'maxConcurrent',
] as const;
const FROM_ZERO = ['retryBaseMs', 'retryCapMs', 'maxQueued'] as const;

function checkNumbers(
  settings: Pick<VendorClientSettings, (typeof FROM_ONE)[number] | (typeof FROM_ZERO)[number]>,
): void {
  for (const name of FROM_ONE) checkNumber(name, settings[name], 1);
  for (const name of FROM_ZERO) checkNumber(name, settings[name], 0);
}

function checkNumber(option: keyof VendorClientOptions, value: number, smallest: 0 | 1): void {
  // Above 2^31-1 ms Node's timers fire at once.
  if (!Number.isSafeInteger(value) || value < smallest || value > 2 ** 31 - 1) {
    throw bad(option, `must be a whole number from ${smallest} up`);
  }
}

function bad(option: keyof VendorClientOptions, rule: string): TypeError {
  return new TypeError(`Vendor client: ${option} ${rule}.`);
}
