/** One finding of the self-check, in the terms of an OperationOutcome issue. */
export interface CheckIssue {
  readonly severity: 'error' | 'warning' | 'information';
  /** FHIR issue type (https://hl7.org/fhir/R4/valueset-issue-type.html). */
  readonly code: CheckCode;
  /** FHIRPath of the place, e.g. `Bundle.entry[3].resource.valueQuantity.code`. */
  readonly expression: string;
  /** What is wrong, for people. Never quotes a value: values may be personal. */
  readonly diagnostics: string;
}

/** The issue types that the self-check uses. */
export type CheckCode =
  | 'invalid'
  | 'structure'
  | 'required'
  | 'value'
  | 'invariant'
  | 'code-invalid'
  | 'extension'
  | 'not-found'
  | 'too-long'
  | 'business-rule'
  | 'duplicate';
