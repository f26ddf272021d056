import { baseUrlProblem } from '../net/base-url.js';

/** What an operator says about a FHIR server that resources are sent to. */
export interface DestinationOptions {
  /** FHIR base, e.g. `https://fhir.hospital.example/R4`; https unless this machine or `allowHttp`. */
  readonly baseUrl: string;
  /** Sent as `Authorization: Bearer …`. */
  readonly token?: string | undefined;
  /** Further headers, for instance a tenant's name. Never credentials: those belong in `token`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Permits http to a host that is not this machine: reports then cross the network in clear. */
  readonly allowHttp?: boolean;
}

/** A checked destination. */
export interface Destination {
  /** Exactly as configured, without a trailing slash. */
  readonly baseUrl: string;
  /** Lower-case names; includes the authorisation. */
  readonly headers: Readonly<Record<string, string>>;
}

/** RFC 9110 §5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** What the HTTP client decides, what frames the message, and what carries credentials (`token` does). */
const RESERVED: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'authorization',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'cookie',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Checks a destination before anything is sent.
 *
 * @throws TypeError naming what is wrong, never a value: URLs and headers may hold secrets.
 */
export function checkDestination(options: DestinationOptions): Destination {
  const { token, allowHttp = false } = options;
  // Visible ASCII only: Node passes Latin-1 header values, and a line break would add a header (RFC 9110 §5.5).
  if (token !== undefined && !/^[\x21-\x7e]{1,16384}$/.test(token)) {
    throw new TypeError('the token must be visible ASCII without blanks');
  }
  return {
    baseUrl: checkBaseUrl(options.baseUrl, allowHttp),
    headers: {
      ...checkHeaders(options.headers ?? {}),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
  };
}

function checkBaseUrl(baseUrl: string, allowHttp: boolean): string {
  const problem = baseUrlProblem(baseUrl, allowHttp);
  if (problem !== null) throw new TypeError(`the base URL ${problem}`);
  const url = new URL(baseUrl);
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function checkHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const checked: Record<string, string> = {};
  for (const [given, value] of Object.entries(headers)) {
    const name = given.toLowerCase();
    if (!TOKEN.test(name)) throw new TypeError('a header has no valid name');
    if (RESERVED.has(name)) throw new TypeError(`the header ${name} cannot be set`);
    if (!/^[\x20-\x7e]*$/.test(value)) throw new TypeError(`the header ${name} must be ASCII on one line`);
    checked[name] = value;
  }
  return checked;
}
