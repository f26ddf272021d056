import type { OperationOutcome, OperationOutcomeIssue } from 'fhir/r4.js';
import { outcomeOf } from './outcome.js';

/** What this needs of a translation issue: by shape, because this folder knows nothing of translation. */
export interface IssueLike {
  readonly severity: 'error' | 'warning' | 'information';
  readonly kind: string;
  readonly rawPointer: string;
  readonly fhirPath?: string | undefined;
  readonly text: string;
}

/** What this needs of a self-check finding. */
export interface FindingLike {
  readonly severity: 'error' | 'warning' | 'information';
  readonly code: string;
  readonly expression: string;
  readonly diagnostics: string;
}

/**
 * Tells the issues of a translation as FHIR: `details.text` for people, `diagnostics` the RFC 6901 pointer into the raw
 * report, `expression` the FHIRPath of the element.
 *
 * @param issues of the translation.
 * @param findings of the self-check, if there are any.
 */
export function issuesToOutcome(
  issues: readonly IssueLike[],
  findings: readonly FindingLike[] = [],
): OperationOutcome {
  return outcomeOf([...issues.map(fromTranslation), ...findings.map(findingToIssue)]);
}

function fromTranslation({ severity, kind, rawPointer, fhirPath, text }: IssueLike): OperationOutcomeIssue {
  return {
    severity,
    code: severity === 'information' ? 'informational' : codeOf(kind),
    details: { text },
    // The pointer to the whole report is empty, and FHIR has no empty strings.
    ...(rawPointer === '' ? {} : { diagnostics: rawPointer }),
    ...(fhirPath === undefined ? {} : { expression: [fhirPath] }),
  };
}

/** Our kinds are finer than FHIR's issue types; these word parts say which type is the nearest. */
const CODES: readonly (readonly [part: RegExp, code: OperationOutcomeIssue['code']])[] = [
  [/icd11|body-site|code|coding|terminology/, 'code-invalid'],
  [/missing|absent|required/, 'incomplete'],
  [/range|band|value|percent|date|time|zone/, 'value'],
  [/unknown|unread|dropped|suppressed|not-carried/, 'not-supported'],
];

function codeOf(kind: string): OperationOutcomeIssue['code'] {
  return CODES.find(([part]) => part.test(kind))?.[1] ?? 'processing';
}

/** A self-check finding as FHIR; its code already is a FHIR issue type. */
export function findingToIssue(finding: FindingLike): OperationOutcomeIssue {
  return {
    severity: finding.severity,
    code: isIssueType(finding.code) ? finding.code : 'invalid',
    details: { text: finding.diagnostics },
    expression: [finding.expression],
  };
}

const CHECK_CODES = [
  'invalid',
  'structure',
  'required',
  'value',
  'invariant',
  'code-invalid',
  'extension',
  'not-found',
  'too-long',
  'business-rule',
  'processing',
  'duplicate',
  'informational',
] as const satisfies readonly OperationOutcomeIssue['code'][];

function isIssueType(code: string): code is (typeof CHECK_CODES)[number] {
  return CHECK_CODES.some((known) => known === code);
}
