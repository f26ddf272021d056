import type { LookupFunction } from 'node:net';
import { performance } from 'node:perf_hooks';
import { hostAt, type AllowedHost } from '../../net/allowed-host.js';
import { createGuardedAgent } from '../../net/guarded-agent.js';
import { tlsIdentityProblem } from '../../net/tls-identity.js';
import { createAuthoriser } from './auth/create-authoriser.js';
import { remembering } from './auth/recent-credentials.js';
import { answerOf, fhirClientOver } from './fhir-client.js';
import type { Sender, SendTarget } from './sender.js';
import { createTransport } from './transport.js';
import { urlBelow } from './url-below.js';

/** What sending depends on; all of it has a default. */
export interface SenderDeps {
  readonly connectTimeoutMs?: number;
  /** Largest answer in bytes. */
  readonly maxBytes?: number;
  /** Finds the addresses of hosts; the system's resolver by default. */
  readonly lookup?: LookupFunction;
  /** ms since the epoch. */
  readonly wallClockMs?: () => number;
  /** A clock that nobody sets, in ms. */
  readonly monotonicMs?: () => number;
}

const CONNECT_TIMEOUT_MS = 5_000;
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * What a server does not know it shall refuse, not ignore (https://hl7.org/fhir/R4/search.html#errors); and what it found a moment ago
 * says nothing of what was stored since (RFC 9111 §5.2.1.4; HAPI keeps results for a minute).
 */
const OF_SEARCHING = { prefer: 'handling=strict', 'cache-control': 'no-cache' };

/**
 * Opens the way to a destination. Nothing is connected yet.
 *
 * @throws TypeError, which repeats nothing of it, for a certificate or key that cannot be used.
 */
export function createSender(target: SendTarget, deps: SenderDeps = {}): Sender {
  const { connectTimeoutMs = CONNECT_TIMEOUT_MS, maxBytes = MAX_BYTES, lookup } = deps;
  const { wallClockMs = Date.now, monotonicMs = () => performance.now() } = deps;
  const { baseUrl, auth, tls, timeoutMs } = target;
  const problem = tlsIdentityProblem(tls);
  if (problem !== null) throw new TypeError(`the TLS identity ${problem}`);
  const dispatcher = createGuardedAgent({
    connectTimeoutMs,
    headersTimeoutMs: timeoutMs,
    bodyTimeoutMs: timeoutMs,
    maxBytes,
    hosts: hostsOf(target),
    connections: target.concurrency,
    tls,
    ...(lookup === undefined ? {} : { lookup }),
  });
  const authoriser = remembering(createAuthoriser(baseUrl, auth, { dispatcher, wallClockMs, monotonicMs }));
  const { headers } = target;
  const client = fhirClientOver(
    baseUrl,
    createTransport({ baseUrl, headers, timeoutMs, dispatcher, authoriser }),
  );
  return {
    async send({ method, path, headers: own, body, open }, correlationId, signal) {
      if (open.length > 0) throw new TypeError('a reference in the request is still open');
      const url = urlBelow(baseUrl, path).href;
      const options = optionsOf({ ...own, 'x-request-id': correlationId }, signal);
      const to = path === '' && target.hasTrailingSlash ? `${baseUrl}/` : url;
      return answerOf(client.request(to, { method, body, options }));
    },
    async get(path, signal) {
      const url = urlBelow(baseUrl, path).href;
      const options = optionsOf(path.includes('?') ? OF_SEARCHING : {}, signal);
      return answerOf(client.request(url, { options }));
    },
    credentials: () => authoriser.recent(),
    close: () => dispatcher.destroy(),
  };
}

function optionsOf(
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): { headers: Record<string, string>; signal?: AbortSignal } {
  return { headers: { ...headers }, ...(signal === undefined ? {} : { signal }) };
}

/** The base, and where access tokens come from. */
function hostsOf({ baseUrl, auth, isPrivate }: SendTarget): readonly AllowedHost[] {
  const urls = [baseUrl];
  if ('clientId' in auth) urls.push(...[auth.tokenUrl, auth.tokenOrigin].filter((url) => url !== undefined));
  return urls.map((url) => hostAt(url, isPrivate ? 'private' : 'public'));
}
