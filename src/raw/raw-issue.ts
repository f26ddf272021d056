/** The rules by which reading finds something odd. Stable names. */
export type RawIssueKind =
  | 'blank-number'
  | 'character-replaced'
  | 'error-code-despite-success'
  | 'maybe-fraction'
  | 'missing-field'
  | 'no-value-word'
  | 'not-a-text'
  | 'number-rounded'
  | 'numeric-string'
  | 'older-shape'
  | 'out-of-range'
  | 'unknown-key'
  | 'unusable-value';

/** What the reader has to say about one place of a report it accepted. Holds names of keys, never values. */
export interface RawIssue {
  readonly severity: 'warning' | 'information';
  readonly kind: RawIssueKind;
  /** RFC 6901 pointer into the document as it was received. */
  readonly rawPointer: string;
  readonly text: string;
}
