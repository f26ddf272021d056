/** The tables of the interoperability report. */
export type TableName = 'validators' | 'servers' | 'clients';

/**
 * - `held`: it went as it should.
 * - `declined`: it is not done there, and need not be.
 * - `failed`: it should have gone well.
 */
export type Outcome = 'held' | 'declined' | 'failed';

/** One thing that was tried, and the cell that it belongs to. */
export interface Trial {
  readonly table: TableName;
  /** With the version of what it names, if that is somebody else's. */
  readonly row: string;
  /** As the row. */
  readonly column: string;
  readonly name: string;
  readonly outcome: Outcome;
  /** What was said: the answer of a trial that asks for one, or why it was declined or failed. */
  readonly detail: string | null;
}
