import { OutcomeError } from '../fhir/outcome.js';

const REALM = 'realm="derm-fhir-gateway"';

/** RFC 7617 §2.1: without the charset, clients send names that are not ASCII as they like. */
const BASIC = `Basic ${REALM}, charset="UTF-8"`;

/** Seconds after which it makes sense to ask again when credentials cannot be checked. */
const RETRY_AFTER = 30;

/** Name in the log of a request that carries none. */
export const NO_CREDENTIALS = 'no-credentials';

/** No credentials: 401 with what would be accepted, and no error code, for nothing was wrong (RFC 6750 §3.1). */
export function credentialsNeeded(): OutcomeError {
  return new OutcomeError('unauthenticated', 'Credentials are needed: an API key or an access token.', {
    headers: { 'WWW-Authenticate': `Bearer ${REALM}, ${BASIC}` },
    kind: NO_CREDENTIALS,
  });
}

/**
 * Credentials that are not, or no longer, valid. The caller is not told why; the log is.
 *
 * @param kind for the log, e.g. `key-expired`.
 */
export function badCredentials(kind: string, cause?: unknown): OutcomeError {
  return new OutcomeError('unauthenticated', 'The credentials are not valid.', {
    headers: { 'WWW-Authenticate': `Bearer ${REALM}, error="invalid_token", ${BASIC}` },
    kind,
    cause,
  });
}

/** Several credentials that are not the same: nobody can tell which one was meant (RFC 6750 §2 and §3.1, `invalid_request`). */
export function ambiguousCredentials(): OutcomeError {
  return new OutcomeError('malformed', 'The request must not carry several different credentials.', {
    headers: { 'WWW-Authenticate': `Bearer ${REALM}, error="invalid_request", ${BASIC}` },
    kind: 'several-credentials',
  });
}

/** A client that is known but may not do this (RFC 6750 §3.1, `insufficient_scope`). */
export function forbidden(kind = 'forbidden'): OutcomeError {
  return new OutcomeError('forbidden', 'The credentials do not permit this.', {
    headers: { 'WWW-Authenticate': `Bearer ${REALM}, error="insufficient_scope"` },
    kind,
  });
}

/** What credentials are checked against is not there; nobody is let in meanwhile. */
export function cannotCheck(kind: string, cause: unknown): OutcomeError {
  return new OutcomeError('unavailable', 'Credentials cannot be checked at present.', {
    headers: { 'Retry-After': String(RETRY_AFTER) },
    kind,
    cause,
  });
}
