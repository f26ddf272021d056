import { OutcomeError } from '../fhir/outcome.js';
import type { Middleware } from './middleware.js';

/**
 * Refuses what Node would refuse without an OperationOutcome, or not at all: an HTTP/1.1 request with no `Host` or with several
 * (RFC 9112 §3.2), and an expectation other than `100-continue` (RFC 9110 §10.1.1).
 */
export const soundRequest: Middleware = (req, _res, next) => {
  const hosts = req.headersDistinct['host'] ?? [];
  if (hosts.length > 1 || (hosts.length === 0 && req.httpVersion === '1.1'))
    throw new OutcomeError('malformed', 'The request must have one Host header.');
  const expected = req.headers.expect ?? '100-continue';
  if (expected.toLowerCase() !== '100-continue')
    throw new OutcomeError('expectation-failed', 'The only expectation that is met here is 100-continue.');
  next();
};
