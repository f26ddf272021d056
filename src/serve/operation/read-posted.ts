import { OutcomeError } from '../../fhir/outcome.js';
import { parseReport, ReportRejected, type ReadReport } from '../../raw/read-report.js';
import { violationIssues } from '../../translate/violation-issues.js';

/** Rules whose breach means that the body is no JSON at all: a malformed request (400), not a wrong report (422). */
const NOT_JSON: readonly string[] = ['utf-8', 'json'];

/**
 * Reads a raw report that a client sent.
 *
 * @throws OutcomeError 400 when it is not JSON, 422 with one issue for each violation when it is not a report.
 */
export function readPosted(body: Uint8Array): ReadReport {
  return posted(() => parseReport(body));
}

/**
 * Does something with a raw report that a client sent.
 *
 * @param read throws ReportRejected.
 * @throws OutcomeError like `readPosted`.
 */
export function posted<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ReportRejected)) throw error;
    const isJson = !error.violations.some(({ rule }) => NOT_JSON.includes(rule));
    throw new OutcomeError(isJson ? 'rejected-content' : 'malformed', 'The body is not a raw report.', {
      issues: violationIssues(error.violations),
    });
  }
}
