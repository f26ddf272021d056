import type { OperationOutcome, OperationOutcomeIssue } from 'fhir/r4.js';
import type { CheckIssue } from '../fhir/check/check.js';
import { outcomeOf } from '../fhir/outcome.js';
import { issueTypes, type TranslationIssue } from './issue.js';

/**
 * Tells the issues of a translation as FHIR: `details.text` for people, `diagnostics` the RFC 6901 pointer into the raw
 * report, `expression` the FHIRPath of the element.
 *
 * @param issues of the translation.
 * @param findings of the self-check, if there are any.
 */
export function issuesToOutcome(
  issues: readonly TranslationIssue[],
  findings: readonly CheckIssue[] = [],
): OperationOutcome {
  return outcomeOf([...issues.map(fromTranslation), ...findings.map(fromCheck)]);
}

function fromTranslation(issue: TranslationIssue): OperationOutcomeIssue {
  const { severity, kind, rawPointer, fhirPath, text } = issue;
  return {
    severity,
    code: severity === 'information' ? 'informational' : issueTypes[kind],
    details: { text },
    // The pointer to the whole report is empty, and FHIR has no empty strings.
    ...(rawPointer === '' ? {} : { diagnostics: rawPointer }),
    ...(fhirPath === undefined ? {} : { expression: [fhirPath] }),
  };
}

function fromCheck({ severity, code, expression, diagnostics }: CheckIssue): OperationOutcomeIssue {
  return { severity, code, details: { text: diagnostics }, expression: [expression] };
}
