/** How a sending ended. Stable names: metrics, logs and scripts key on them. */
export const deliveryOutcomes = {
  delivered: 'The server stored everything.',
  partial: 'The server stored some of it only, or did not treat it as one transaction.',
  unverifiable:
    'Nobody knows whether the server stored it: its answer is missing or does not say so. Sending again is safe, because every entry says which resource it is.',
  rejected: 'The server refused the content. Sending it again unchanged will not help.',
  'too-large': 'The server refuses so large a message.',
  'several-matches': 'The server has several resources where it should have one, and cannot choose.',
  'missing-target':
    'What the report refers to, for example its patient, is not there yet. It may come: nothing was sent.',
  conflict:
    'Somebody else changed the same resource at the same time, or it was deleted there. Sending again may help.',
  unauthorised: 'The server did not accept the credentials, or they do not allow this.',
  misconfigured:
    'This address does not take transactions: it may be wrong, or the server does not allow them.',
  redirected:
    'The server answered with a redirect, which is never followed. Configure the address that it redirects to.',
  gone: 'The server says that this address is gone for good.',
  throttled: 'The server asked to slow down.',
  transient: 'The server failed in a way that may pass.',
  unreachable: 'The server cannot be reached. Nothing was sent.',
  untrusted: 'The TLS certificate of the server is not trusted. Nothing was sent.',
} as const;

export type DeliveryOutcome = keyof typeof deliveryOutcomes;

const BY_STATUS: Readonly<Record<number, DeliveryOutcome>> = {
  401: 'unauthorised',
  403: 'unauthorised',
  404: 'misconfigured',
  405: 'misconfigured',
  406: 'misconfigured',
  407: 'misconfigured',
  408: 'transient',
  409: 'conflict',
  410: 'gone',
  412: 'several-matches',
  413: 'too-large',
  414: 'too-large',
  415: 'misconfigured',
  423: 'transient',
  425: 'transient',
  429: 'throttled',
  431: 'too-large',
  501: 'misconfigured',
};

/** Issue types by which R4 says that a failure may pass (https://hl7.org/fhir/R4/valueset-issue-type.html). */
const TRANSIENT_CODES: ReadonlySet<string> = new Set([
  'transient',
  'lock-error',
  'no-store',
  'exception',
  'timeout',
  'incomplete',
]);

/**
 * What a status other than 2xx means for the message that it answers (RFC 9110 §15, RFC 6585).
 *
 * @param status HTTP status, of the whole answer or of one entry.
 * @param issueCodes of the OperationOutcome that came with it: a server may say 400 for what will pass.
 */
export function outcomeOfStatus(status: number, issueCodes: readonly string[] = []): DeliveryOutcome {
  if (status >= 300 && status < 400) return 'redirected';
  if (status >= 500) return BY_STATUS[status] ?? 'transient';
  if (status !== 400 && status !== 422) return BY_STATUS[status] ?? 'rejected';
  if (issueCodes.includes('throttled')) return 'throttled';
  return issueCodes.some((code) => TRANSIENT_CODES.has(code)) ? 'transient' : 'rejected';
}

/** Before the connection stood, so that not one byte of a report has left. */
const NOT_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'BLOCKED_PORT',
]);

const TLS = /^(?:CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|EPROTO$)/;

/**
 * What a transport error means.
 *
 * @param code as {@link Answer} has it.
 */
export function outcomeOfTransport(code: string): DeliveryOutcome {
  if (NOT_SENT.has(code)) return 'unreachable';
  return TLS.test(code) ? 'untrusted' : 'unverifiable';
}
