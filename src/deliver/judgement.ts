import type { DeliveryOutcome } from './outcome.js';
import type { ReceiverIssue } from './receiver-issue.js';

/** What the server did with one entry. */
export interface EntryResult {
  readonly index: number;
  /** `Observation/123`, as it was sent. */
  readonly resource: string;
  /** HTTP status, e.g. 201; undefined when the server gave none. */
  readonly status: number | undefined;
  /** Where it is stored now, as the server wrote it. */
  readonly location?: string;
}

/** An answer, or the lack of one, and what it means for what was sent. */
export interface Judgement {
  readonly outcome: DeliveryOutcome;
  /** HTTP status of the whole answer; null when there was none. */
  readonly status: number | null;
  /** Code of the transport error, when there was no answer. */
  readonly transportCode?: string;
  /** How many seconds the server asks to wait, as many as it likes; null when it does not. */
  readonly retryAfterSeconds: number | null;
  /** One for each entry sent, in that order; empty when the server did not answer entry by entry. */
  readonly entries: readonly EntryResult[];
  readonly issues: readonly ReceiverIssue[];
  /** The server may still carry out a create: until it cannot any more, a search that finds nothing says nothing. */
  readonly mayYetBeMade?: true;
}
