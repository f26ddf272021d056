import type { Unanswered } from '../send/answer.js';
import type { DeliveryOutcome } from '../outcome.js';

/** What is wrong however often it is tried: credentials and addresses that only people can set right. */
const BY_CODE: Readonly<Record<string, DeliveryOutcome>> = {
  TOKEN_UNAVAILABLE: 'unreachable',
  TOKEN_REFUSED: 'unauthorised',
  TOKEN_REFUSED_CLOCK: 'unauthorised',
  TOKEN_ENDPOINT: 'misconfigured',
  TOKEN_ORIGIN: 'misconfigured',
  ADDRESS_REFUSED: 'misconfigured',
  UNWANTED_CONTENT_CODING: 'unverifiable',
  HTTP_PARSER: 'unverifiable',
  UND_ERR_HEADERS_OVERFLOW: 'unverifiable',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'unverifiable',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'unverifiable',
  UND_ERR_INVALID_ARG: 'misconfigured',
};

/** The other side refuses what we show it, or how: with TLS 1.3 it says so when the request has left already (RFC 8446 §6.2). */
const TLS_ALERT = /^ERR_SSL_.*ALERT/;

/** What it says of the connection, and not of us. */
const PASSING_ALERT = /_ALERT_(?:BAD_RECORD_MAC|INTERNAL_ERROR|USER_CANCELL?ED)$/;

const TLS = /^(?:CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH$|EPROTO$)/;

/** What a transport error means, by its code and by whether anything was sent. */
export function outcomeOfTransport({ code, isSent }: Omit<Unanswered, 'kind'>): DeliveryOutcome {
  if (PASSING_ALERT.test(code)) return isSent ? 'unanswered' : 'unreachable';
  if (TLS_ALERT.test(code)) return 'unauthorised';
  // A certificate is looked at before anything is sent.
  if (TLS.test(code) && !isSent) return 'untrusted';
  // llhttp's own codes: what came back is no HTTP.
  if (code.startsWith('HPE_')) return 'unverifiable';
  return BY_CODE[code] ?? (isSent ? 'unanswered' : 'unreachable');
}
