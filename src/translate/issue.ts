import type { OperationOutcomeIssue } from 'fhir/r4.js';
import type { RawIssueKind } from '../raw/raw-issue.js';
import type { Icd11Doubt } from '../terminology/icd11/field.js';

/** The rules by which translation, beyond reading and terminology, finds something worth saying. Stable names. */
type OwnIssueKind =
  | 'band-empty'
  | 'base-url-local'
  | 'body-site-unknown'
  | 'candidate-without-pathology'
  | 'candidates-cut'
  | 'derived-from-omitted'
  | 'duplicate-medium-differs'
  | 'encounter-system-missing'
  | 'extra-data-omitted'
  | 'identifier-not-carried'
  | 'identifier-not-found'
  | 'identifier-withheld'
  | 'link-removed'
  | 'link-suppressed'
  | 'media-type-unknown'
  | 'media-url-missing'
  | 'modality-unknown'
  | 'pathology-empty'
  | 'provenance-omitted'
  | 'score-code-unknown'
  | 'score-contradicts-severity'
  | 'score-outside-bands'
  | 'severity-unknown'
  | 'time-date-only'
  | 'time-invalid'
  | 'time-zone-assumed'
  | 'time-zone-unknown';

/** Every rule that an issue of a translation can name. */
export type IssueKind = OwnIssueKind | RawIssueKind | Icd11Doubt['kind'];

/**
 * What translation has to say about one place of the raw report: what it did not carry, or carried with a doubt.
 * Data, not prose: `kind` is a stable name, the text is for people and holds no values of the patient.
 */
export interface TranslationIssue {
  readonly severity: 'error' | 'warning' | 'information';
  readonly kind: IssueKind;
  /** RFC 6901 pointer into the document as it was received. */
  readonly rawPointer: string;
  /** FHIRPath of the element that carries the doubt, when there is one. */
  readonly fhirPath?: string;
  readonly text: string;
}

/** FHIR's issue type (https://hl7.org/fhir/R4/valueset-issue-type.html) of each kind, where it is a warning or worse. */
export const issueTypes: Readonly<Record<IssueKind, OperationOutcomeIssue['code']>> = {
  'band-empty': 'incomplete',
  'base-url-local': 'incomplete',
  'blank-number': 'value',
  'body-site-unknown': 'code-invalid',
  'candidate-without-pathology': 'incomplete',
  'candidates-cut': 'incomplete',
  'character-replaced': 'value',
  'derived-from-omitted': 'incomplete',
  'duplicate-medium-differs': 'processing',
  'encounter-system-missing': 'incomplete',
  'error-code-despite-success': 'processing',
  'extra-data-omitted': 'incomplete',
  'icd11-case': 'code-invalid',
  'icd11-invalid': 'code-invalid',
  'icd11-list': 'code-invalid',
  'icd11-unknown': 'code-invalid',
  'identifier-not-carried': 'incomplete',
  'identifier-not-found': 'not-found',
  'identifier-withheld': 'suppressed',
  'link-removed': 'suppressed',
  'link-suppressed': 'suppressed',
  'maybe-fraction': 'value',
  'media-type-unknown': 'code-invalid',
  'media-url-missing': 'incomplete',
  'missing-field': 'incomplete',
  'modality-unknown': 'code-invalid',
  'no-value-word': 'value',
  'not-a-text': 'value',
  'number-rounded': 'value',
  'numeric-string': 'value',
  'older-shape': 'structure',
  'out-of-range': 'value',
  'pathology-empty': 'incomplete',
  'provenance-omitted': 'incomplete',
  'score-code-unknown': 'code-invalid',
  'score-contradicts-severity': 'business-rule',
  'score-outside-bands': 'value',
  'severity-unknown': 'code-invalid',
  'time-date-only': 'incomplete',
  'time-invalid': 'value',
  'time-zone-assumed': 'incomplete',
  'time-zone-unknown': 'incomplete',
  'unknown-key': 'not-supported',
  'unusable-value': 'value',
};
