import { errorIssue, OutcomeError } from '../../fhir/outcome.js';
import { violationIssues } from '../../translate/violation-issues.js';
import type { VendorFailure } from '../../vendor/failure.js';

/**
 * Tells a caller what the vendor, or the way to it, did wrong: first whose fault it is, then each place of the vendor's
 * document. The failure's own message may be shown: it is made of fixed sentences and short codes.
 */
export function vendorOutcome(failure: VendorFailure): OutcomeError {
  const { answer, kind, message, retryAfterSeconds, violations } = failure;
  return new OutcomeError('upstream-broken', message, {
    status: answer.httpStatus,
    kind: `vendor-${kind}`,
    cause: failure,
    issues: [errorIssue(answer.issueCode, message), ...violationIssues(violations)],
    ...(retryAfterSeconds === undefined ? {} : { headers: { 'Retry-After': String(retryAfterSeconds) } }),
  });
}
