import type { LookupFunction } from 'node:net';
import { Agent, type Dispatcher } from 'undici';
import type { AllowedHost } from './allowed-host.js';
import { guardedConnector } from './guarded-connector.js';
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
}

/**
 * The connections that deliveries and downloads go through: bounded in size, never through a proxy that the environment names
 * (addresses could then not be checked), without following redirects, and only for answers without a content coding. How
 * long a call may take in all is its own deadline's matter.
 */
export function createGuardedAgent(options: GuardedAgentOptions): Dispatcher {
  const { connectTimeoutMs, headersTimeoutMs, bodyTimeoutMs, maxBytes, hosts, lookup } = options;
  const connect =
    hosts === undefined
      ? { timeout: connectTimeoutMs }
      : guardedConnector({ timeoutMs: connectTimeoutMs, hosts, ...(lookup === undefined ? {} : { lookup }) });
  return new Agent({
    connect,
    maxResponseSize: maxBytes,
    ...(headersTimeoutMs === undefined ? {} : { headersTimeout: headersTimeoutMs }),
    ...(bodyTimeoutMs === undefined ? {} : { bodyTimeout: bodyTimeoutMs }),
  }).compose(refuseCodings);
}
