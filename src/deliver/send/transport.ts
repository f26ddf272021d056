import type { Dispatcher } from 'undici';
import { systemCode } from '../../net/system-code.js';
import type { Answer } from './answer.js';
import type { Authoriser } from './auth/authoriser.js';
import { withDeadline } from './deadline.js';
import { exchange, type WireRequest } from './exchange.js';
import type { ClientRequest, Transport } from './fhir-client.js';
import { readWire } from './read-wire.js';
import { urlBelow } from './url-below.js';

/** What a transport of one destination is made of. */
export interface TransportOptions {
  readonly baseUrl: string;
  /** Of every request; names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Of one request with all that belongs to it: token, connection, sending, the whole answer. */
  readonly timeoutMs: number;
  readonly dispatcher: Dispatcher;
  readonly authoriser: Authoriser;
}

/** Asks for as little as possible: no packed answers, no resources back (https://hl7.org/fhir/R4/http.html#ops). */
const USUAL = { accept: 'application/fhir+json', 'accept-encoding': 'identity' };
const OF_WRITING = { 'content-type': 'application/fhir+json; charset=utf-8', prefer: 'return=minimal' };

/** Makes the transport of one destination. It asks for nothing off the base, whoever says so. */
export function createTransport(options: TransportOptions): Transport {
  const { baseUrl, timeoutMs } = options;
  return (request) => {
    const { origin, pathname, search } = urlBelow(baseUrl, request.url);
    const wire: WireRequest = {
      origin,
      path: `${pathname}${search}`,
      method: request.method,
      headers: {
        ...USUAL,
        ...(request.body === null ? {} : OF_WRITING),
        ...options.headers,
        ...request.headers,
      },
      body: request.body,
    };
    return withDeadline(timeoutMs, nativeSignal(request), (signal) => authorised(wire, options, signal));
  };
}

async function authorised(
  wire: WireRequest,
  { dispatcher, authoriser }: TransportOptions,
  signal: AbortSignal,
): Promise<Answer> {
  for (let isLast = false; ; isLast = true) {
    let credentials: Readonly<Record<string, string>>;
    try {
      credentials = await authoriser.headers(signal);
    } catch (error) {
      return { kind: 'unanswered', code: systemCode(error) ?? 'UNKNOWN', isSent: false };
    }
    const reply = await exchange(
      dispatcher,
      { ...wire, headers: { ...wire.headers, ...credentials } },
      signal,
    );
    if (reply.kind === 'unanswered') return reply;
    if (reply.status !== 401 || isLast || !(await authoriser.refused(credentials))) return readWire(reply);
  }
}

function nativeSignal({ signal }: ClientRequest): AbortSignal | undefined {
  return signal instanceof AbortSignal ? signal : undefined;
}
