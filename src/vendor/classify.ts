import { systemCode } from '../net/system-code.js';
import type { Violation } from '../raw/report-rejected.js';
import type { VendorFailureKind } from './failure.js';

/** A failed attempt, reduced to what decides the next step. */
export interface Outcome {
  readonly kind: VendorFailureKind;
  /** Whether the same GET may succeed a moment later. */
  readonly retryable: boolean;
  readonly status?: number;
  readonly retryAfterSeconds?: number | undefined;
  readonly errorCode?: string | undefined;
  readonly transportCode?: string;
  /** Where an answer of 200 broke which rule. */
  readonly violations?: readonly Violation[];
}

/** The part of a response that decides. */
export interface ResponseFacts {
  readonly status: number;
  readonly retryAfterSeconds?: number | undefined;
  readonly errorCode?: string | undefined;
}

/**
 * Says what a response other than 200 means. Pure.
 *
 * Statuses of the vendor's S2S API are not published, so the general meaning of each is taken (RFC 9110 §15, RFC 6585):
 * a 3xx is never followed, because the token header would travel with it.
 */
export function classifyResponse(response: ResponseFacts): Outcome {
  return { ...byStatus(response.status), ...response };
}

function byStatus(status: number): Pick<Outcome, 'kind' | 'retryable'> {
  if (status >= 500) return { kind: 'transient', retryable: status !== 501 && status !== 505 };
  if (status === 429) return { kind: 'throttled', retryable: true };
  if (status === 408 || status === 425) return { kind: 'transient', retryable: true };
  if (status === 404 || status === 410) return { kind: 'not-found', retryable: false };
  if (status === 401 || status === 403 || status === 407) return { kind: 'unauthorised', retryable: false };
  if (status >= 400) return { kind: 'refused', retryable: false };
  if (status >= 300) return { kind: 'redirected', retryable: false };
  return { kind: 'structure', retryable: false }; // a 2xx without a report in it
}

type Verdict = readonly [VendorFailureKind, retryable: boolean];

// Time-outs after the connection was made are not repeated: the vendor is working on it, and a
// second request would only add to its load. The socket's own failures are, as a GET is safe to repeat.
const BY_CODE: Readonly<Record<string, Verdict>> = {
  UND_ERR_CONNECT_TIMEOUT: ['timeout', true],
  ETIMEDOUT: ['timeout', true],
  UND_ERR_HEADERS_TIMEOUT: ['timeout', false],
  UND_ERR_BODY_TIMEOUT: ['timeout', false],
  UND_ERR_HEADERS_OVERFLOW: ['too-large', false],
  UND_ERR_RES_EXCEEDED_MAX_SIZE: ['too-large', false],
  UNWANTED_CONTENT_CODING: ['file-broken', false],
  ADDRESS_REFUSED: ['file-address', false],
  UND_ERR_SOCKET: ['transient', true],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ['transient', true],
  HTTP_PARSER: ['structure', false],
  ECONNRESET: ['transient', true],
  ECONNABORTED: ['transient', true],
  EPIPE: ['transient', true],
  ECONNREFUSED: ['unreachable', true],
  EAI_AGAIN: ['unreachable', true],
  EHOSTUNREACH: ['unreachable', true],
  ENETUNREACH: ['unreachable', true],
  ENOTFOUND: ['unreachable', false],
};

/**
 * Says what a transport error means. Pure. TLS failures (`CERT_…`, `ERR_TLS_…`) and everything unknown are
 * `unreachable` and final: they are configuration, and repeating does not mend it.
 *
 * @param error whatever the HTTP client threw
 */
export function classifyError(error: unknown): Outcome {
  const transportCode = systemCode(error) ?? 'UNKNOWN';
  const [kind, retryable] = BY_CODE[transportCode] ?? ['unreachable', false];
  return { kind, retryable, transportCode };
}
