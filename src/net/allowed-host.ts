import { isLoopback } from './loopback.js';
import type { Reach } from './special-address.js';

/** A host that may be asked for files. */
export interface AllowedHost {
  /** Scheme, host and port, as `URL.origin` writes them. */
  readonly origin: string;
  /** Where its addresses may lie. */
  readonly reach: Reach;
}

/** A name of the DNS with at least one dot: no address, no wildcard, no port. */
export const HOST_NAME =
  /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** A host by its name: https on port 443 only. */
export function hostNamed(name: string, reach: Reach): AllowedHost {
  return { origin: `https://${name}`, reach };
}

/**
 * A host by the URL that the operator has set for it. A server on this machine, such as the sandbox, is reached there and nowhere
 * else; what is set up without TLS stands in the operator's own network.
 *
 * @param baseUrl a sound one: `baseUrlProblem` has nothing to say about it.
 * @param reach of an https host elsewhere.
 */
export function hostAt(baseUrl: string, reach: Reach): AllowedHost {
  const { origin, hostname, protocol } = new URL(baseUrl);
  if (isLoopback(hostname)) return { origin, reach: 'loopback' };
  return { origin, reach: protocol === 'http:' ? 'private' : reach };
}

/**
 * The host that a URL leads to, if it is an allowed one. Compared is what the URL parser makes of it, for that is where the
 * request will go: other spellings of an address or a name are the same by then.
 */
export function allowedHostOf(url: URL, hosts: readonly AllowedHost[]): AllowedHost | undefined {
  if (url.username !== '' || url.password !== '') return undefined;
  return hosts.find(({ origin }) => origin === url.origin);
}
