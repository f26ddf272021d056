/** One reason for which a document is not read as a report. */
export interface Violation {
  /** RFC 6901 pointer into the document as it was received; empty for the whole. */
  readonly pointer: string;
  /** Stable kebab-case name of the rule that was broken. */
  readonly rule: string;
  /** For people; holds names of keys and kinds of values, never values. */
  readonly text: string;
}

/** The document cannot be read as a report. The only error that reading throws. */
export class ReportRejected extends Error {
  override readonly name = 'ReportRejected';
  readonly violations: readonly Violation[];

  constructor(violations: readonly Violation[]) {
    const [first] = violations;
    const where = first?.pointer === '' ? 'the document' : (first?.pointer ?? 'the document');
    super(first === undefined ? 'Not a report.' : `${first.text} (${first.rule} at ${where})`);
    this.violations = violations;
  }
}
