import type { LookupFunction } from 'node:net';
import { Agent, type Dispatcher } from 'undici';
import type { AllowedHost } from './allowed-host.js';
import { guardedConnector } from './guarded-connector.js';
import type { TlsIdentity } from './tls-identity.js';
import { refuseCodings } from './refuse-codings.js';

/** How long and how much the other side may take. */
export interface GuardedAgentOptions {
  readonly connectTimeoutMs: number;
  /** From the request to the answer's headers. */
  readonly headersTimeoutMs?: number;
  /** Longest silence while the body arrives. */
  readonly bodyTimeoutMs?: number;
  /** Largest answer in bytes. */
  readonly maxBytes: number;
  /** The only hosts that are connected to; any, when it is left out. */
  readonly hosts?: readonly AllowedHost[];
  /** Finds the addresses of these hosts; the system's resolver by default. */
  readonly lookup?: LookupFunction;
  /** Most connections to one host; as many as there are requests under way, when it is left out. */
  readonly connections?: number;
  /** Needs `hosts`: no certificate of ours is shown to just anybody. */
  readonly tls?: TlsIdentity;
}

/**
 * The connections that deliveries and downloads go through: bounded in size, never through a proxy that the environment names
 * (addresses could then not be checked), without following redirects, and only for answers without a content coding. How
 * long a call may take in all is its own deadline's matter.
 */
export function createGuardedAgent(options: GuardedAgentOptions): Dispatcher {
  const { connectTimeoutMs, headersTimeoutMs, bodyTimeoutMs, maxBytes, hosts, connections } = options;
  const { lookup, tls } = options;
  const connect =
    hosts === undefined
      ? { timeout: connectTimeoutMs }
      : guardedConnector({
          timeoutMs: connectTimeoutMs,
          hosts,
          ...(lookup === undefined ? {} : { lookup }),
          ...(tls === undefined ? {} : { tls }),
        });
  return new Agent({
    connect,
    maxResponseSize: maxBytes,
    ...(connections === undefined ? {} : { connections }),
    ...(headersTimeoutMs === undefined ? {} : { headersTimeout: headersTimeoutMs }),
    ...(bodyTimeoutMs === undefined ? {} : { bodyTimeout: bodyTimeoutMs }),
  }).compose(refuseCodings);
}
