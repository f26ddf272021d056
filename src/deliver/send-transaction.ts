import { Client } from 'fhir-kit-client';
import type { Destination } from './destination.js';
import { systemCode } from '../net/system-code.js';
import { createGuardedAgent } from '../net/guarded-agent.js';

/** What came back, or why nothing did. Nothing in it is judged yet. */
export type Answer =
  | {
      readonly kind: 'answered';
      /** HTTP status. */
      readonly status: number;
      /** Parsed JSON; undefined when the body was empty or no JSON. */
      readonly body: unknown;
      /** `Retry-After` as it was sent. */
      readonly retryAfter: string | undefined;
    }
  | {
      readonly kind: 'unanswered';
      /** Code of the transport error, such as `ECONNREFUSED`; no message, for those name hosts and paths. */
      readonly code: string;
    };

/** Bounds of one sending. */
export interface SendLimits {
  readonly connectTimeoutMs: number;
  /** Connecting, sending and the whole answer. */
  readonly totalTimeoutMs: number;
  /** Largest answer in bytes. */
  readonly maxBytes: number;
}

export const defaultSendLimits: SendLimits = {
  connectTimeoutMs: 5_000,
  totalTimeoutMs: 60_000,
  maxBytes: 16 * 1024 * 1024,
};

/**
 * Posts a transaction to a FHIR base, once (https://hl7.org/fhir/R4/http.html#transaction).
 *
 * fhir-kit-client left alone follows a redirect and repeats the body to whoever it names, waits five minutes, reads any
 * size, and posts to the base with a slash appended, which some proxies take for another route. Here none of that happens.
 *
 * @param transaction the Bundle as text: it is sent byte for byte, so that no decimal loses a zero.
 * @returns what was answered; it throws for nothing that happens outside this process.
 */
export async function sendTransaction(
  transaction: string,
  destination: Destination,
  limits: SendLimits = defaultSendLimits,
): Promise<Answer> {
  const dispatcher = createGuardedAgent(limits);
  const client = new Client({
    baseUrl: destination.baseUrl,
    customHeaders: { ...destination.headers, 'accept-encoding': 'identity', prefer: 'return=minimal' },
    requestOptions: { redirect: 'manual', dispatcher },
  });
  try {
    const body = await client.request(destination.baseUrl, {
      method: 'POST',
      body: transaction,
      options: {
        headers: { 'content-type': 'application/fhir+json; charset=utf-8' },
        signal: AbortSignal.timeout(limits.totalTimeoutMs),
      },
    });
    const { response } = Client.httpFor(body);
    return answered(response?.status ?? 200, body, response?.headers);
  } catch (error) {
    return readError(error);
  } finally {
    await dispatcher.destroy();
  }
}

function answered(status: number, body: unknown, headers: Headers | undefined): Answer {
  return {
    kind: 'answered',
    status,
    body: typeof body === 'object' ? body : undefined,
    retryAfter: headers?.get('retry-after') ?? undefined,
  };
}

function readError(error: unknown): Answer {
  if (isResponseError(error)) {
    return answered(error.response.status, error.response.data, error.config.headers);
  }
  return { kind: 'unanswered', code: codeOf(error) };
}

/** The shape of what fhir-kit-client throws for an answer that is not 2xx or not JSON. */
interface ResponseError {
  readonly response: { readonly status: number; readonly data: unknown };
  readonly config: { readonly headers: Headers };
}

function isResponseError(error: unknown): error is ResponseError {
  return error instanceof Error && 'response' in error && 'config' in error;
}

/** fetch wraps the transport's own error; the one inside has the code. */
function codeOf(error: unknown): string {
  if (property(error, 'name') === 'TimeoutError') return 'DEADLINE';
  const cause = property(error, 'cause');
  if (cause !== undefined) return codeOf(cause);
  // Ports that fetch never connects to (https://fetch.spec.whatwg.org/#port-blocking); this error has no code.
  if (property(error, 'message') === 'bad port') return 'BLOCKED_PORT';
  return systemCode(error) ?? 'UNKNOWN';
}

function property(error: unknown, key: 'name' | 'cause' | 'message'): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined;
}
