import { OutcomeError } from '../../fhir/outcome.js';
import { enforceLimits } from '../../raw/enforce-limits.js';
import { parseJson } from '../../raw/parse-json.js';
import { defaultRawLimits } from '../../raw/raw-limits.js';
import { ReportRejected } from '../../raw/report-rejected.js';
import { violationIssues } from '../../translate/violation-issues.js';

/** A Bundle nests deeper than a report. */
const limits = { ...defaultRawLimits, maxDepth: 200, maxBytes: Number.MAX_SAFE_INTEGER };

/**
 * Reads a FHIR resource that a client sent. Its bytes have been counted already.
 *
 * @returns any JSON value: whether it is a resource is for the caller to judge.
 * @throws OutcomeError 400 when it is not JSON, or too deep or too large to be looked at.
 */
export function readResource(body: Uint8Array): unknown {
  try {
    const json = parseJson(body, limits);
    enforceLimits(json, limits);
    return json;
  } catch (error) {
    if (!(error instanceof ReportRejected)) throw error;
    throw new OutcomeError('malformed', 'The body cannot be read.', {
      issues: violationIssues(error.violations),
    });
  }
}
