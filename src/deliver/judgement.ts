import type { DeliveryOutcome } from './outcome.js';
import type { EntryResult } from './read-answer.js';
import type { ReceiverIssue } from './receiver-issue.js';

/** An answer, or the lack of one, and what it means for what was sent. */
export interface Judgement {
  readonly outcome: DeliveryOutcome;
  /** HTTP status of the whole answer; null when there was none. */
  readonly status: number | null;
  /** How many seconds the server asks to wait; null when it does not. */
  readonly retryAfterSeconds: number | null;
  /** One for each entry sent, in that order; empty when the server did not answer entry by entry. */
  readonly entries: readonly EntryResult[];
  readonly issues: readonly ReceiverIssue[];
}
