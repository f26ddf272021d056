import type { OperationOutcomeIssue } from 'fhir/r4.js';
import { errorIssue } from '../fhir/outcome.js';
import type { Violation } from '../raw/report-rejected.js';

/** The issue type of each rule that is not plainly about structure. */
const CODES: Readonly<Record<string, OperationOutcomeIssue['code']>> = {
  required: 'required',
  bytes: 'too-long',
  'too-long': 'too-long',
  'string-length': 'too-long',
  depth: 'too-costly',
  nodes: 'too-costly',
};

/** One issue for each broken rule, `diagnostics` the RFC 6901 pointer into the document as it was received. */
export function violationIssues(violations: readonly Violation[]): OperationOutcomeIssue[] {
  return violations.map(({ pointer, rule, text }) =>
    // The pointer to the whole document is empty, and FHIR has no empty strings.
    errorIssue(CODES[rule] ?? 'structure', text, pointer === '' ? {} : { diagnostics: pointer }),
  );
}
