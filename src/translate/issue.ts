/**
 * What translation has to say about one place of the raw report: what it did not carry, or carried with a doubt.
 * Data, not prose: `kind` is a stable name, the text is for people and holds no values of the patient.
 */
export interface TranslationIssue {
  readonly severity: 'error' | 'warning' | 'information';
  /** Stable kebab-case name of the rule. */
  readonly kind: string;
  /** RFC 6901 pointer into the document as it was received. */
  readonly rawPointer: string;
  /** FHIRPath of the element that carries the doubt, when there is one. */
  readonly fhirPath?: string;
  readonly text: string;
}
