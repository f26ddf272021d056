/** What the reader has to say about one place of a report it accepted. Holds names of keys, never values. */
export interface RawIssue {
  readonly severity: 'warning' | 'information';
  /** Stable kebab-case name of the rule. */
  readonly kind: string;
  /** RFC 6901 pointer into the document as it was received. */
  readonly rawPointer: string;
  readonly text: string;
}
