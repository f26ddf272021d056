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
  // Visible ASCII only: Node passes Latin-1 header values, and a line break would add a header (RFC 9110 §5.5).
  if (!/^[\x21-\x7e]{1,4096}$/.test(rest.token)) throw bad('token', 'must be visible ASCII without blanks');
  if (!/^(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*$/.test(pathPrefix)) {
    throw bad('pathPrefix', 'must be a plain path that begins with / and does not end with one');
  }
  const url = checkBaseUrl(baseUrl, allowInsecure);
  checkNumbers(rest);
  const path = url.pathname.replace(/\/+$/, '');
  return { ...rest, origin: url.origin, collection: `${path}${pathPrefix}/anonymous-diagnostic-reports` };
}

function checkBaseUrl(baseUrl: string, allowInsecure: boolean): URL {
  if (!URL.canParse(baseUrl)) throw bad('baseUrl', 'must be an absolute URL');
  const url = new URL(baseUrl);
  if (url.username !== '' || url.password !== '') throw bad('baseUrl', 'must not hold a user or password');
  if (/[?#]/.test(baseUrl)) throw bad('baseUrl', 'must not hold a query or a fragment');
  const plain = url.protocol === 'http:' && (allowInsecure || isLoopback(url.hostname));
  if (url.protocol !== 'https:' && !plain) throw bad('baseUrl', 'must be https (http only to this machine)');
  return url;
}

/** Whether a host name as `URL` gives it means this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

const SMALLEST = {
  connectTimeoutMs: 1,
  headersTimeoutMs: 1,
  bodyTimeoutMs: 1,
  totalTimeoutMs: 1,
  maxBytes: 1,
  maxAttempts: 1,
  retryBaseMs: 0,
  retryCapMs: 0,
  maxConcurrent: 1,
  maxQueued: 0,
} as const;

function checkNumbers(settings: Record<keyof typeof SMALLEST, number>): void {
  for (const name of Object.keys(SMALLEST) as (keyof typeof SMALLEST)[]) {
    const value = settings[name];
    // Above 2^31-1 ms Node's timers fire at once.
    if (!Number.isSafeInteger(value) || value < SMALLEST[name] || value > 2 ** 31 - 1) {
      throw bad(name, `must be a whole number from ${SMALLEST[name]} up`);
    }
  }
}

function bad(option: keyof VendorClientOptions, rule: string): TypeError {
  return new TypeError(`Vendor client: ${option} ${rule}.`);
}
