import type { OperationOutcome } from 'fhir/r4.js';
import { check } from '../fhir/check/check.js';
import { issuesToOutcome } from '../translate/issues-to-outcome.js';
import { outcomeOf } from '../fhir/outcome.js';
import { ReportRejected } from '../raw/report-rejected.js';
import { violationIssues } from '../translate/violation-issues.js';
import { parseDocument } from './read-document.js';

/** Checks a document that may be anything. A document that cannot even be parsed has an outcome, too. */
export function checkDocument(bytes: Uint8Array): OperationOutcome {
  try {
    return issuesToOutcome([], check(parseDocument(bytes)));
  } catch (error) {
    if (error instanceof ReportRejected) return outcomeOf(violationIssues(error.violations));
    throw error;
  }
}
