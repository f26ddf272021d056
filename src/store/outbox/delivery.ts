/**
 * - `waiting`: to be sent at its due time, for the first time or again.
 * - `sending`: a worker has it, until its lease ends.
 * - `delivered`: the destination has this content.
 * - `superseded`: a newer version of the report took its place before it was delivered.
 * - `dead`: given up; only an operator sends it again. Later versions of the report are not held up by it.
 * - `discarded`: dead, and an operator said that it stays so.
 * - `cancelled`: its report was erased first.
 */
export type DeliveryState =
  'waiting' | 'sending' | 'delivered' | 'superseded' | 'dead' | 'discarded' | 'cancelled';

/** One version of a report on its way to one destination. */
export interface Delivery {
  /** A FHIR id. */
  readonly id: string;
  readonly tenant: string;
  /** Name of the destination. */
  readonly destination: string;
  /** id of the report's DiagnosticReport. */
  readonly reportId: string;
  /** Counts, from 1, what this destination was to get of this report. */
  readonly version: number;
  /** BCP 47 language in which it is sent. */
  readonly language: string;
  /** As `contentOf` makes it of the report's current resources in that language. */
  readonly contentHash: string;
  readonly state: DeliveryState;
  /** ms since the epoch, as all times. */
  readonly createdMs: number;
  /** When its state changed last, or its lease was extended. */
  readonly changedMs: number;
  /** When it may be claimed: for one that is being sent, when its lease ends. */
  readonly dueMs: number;
  /** When it got a state that it does not leave by itself. */
  readonly finishedMs: number | null;
  /** When the first attempt since it was enqueued, or was retried by an operator, began. */
  readonly firstAttemptMs: number | null;
  /** Attempts since then that count, by their outcome, e.g. `{ transient: 2 }`. */
  readonly attempts: Readonly<Record<string, number>>;
  /** Outcome of the last attempt, `interrupted` when its lease ended without one. */
  readonly lastOutcome: string | null;
}

/** A delivery that a worker may send, until its lease ends. */
export interface ClaimedDelivery extends Delivery {
  readonly owner: string;
  /** Counts the claims of this delivery: a worker that comes too late cannot speak for a later one. */
  readonly claim: number;
  /** How often a lease ended without a verdict: what was sent then is unknown, and must be verified before a POST is repeated. */
  readonly interruptions: number;
  /** What earlier attempts brought, as a worker wrote it down; only workers read it. It goes when the delivery ends. */
  readonly progress: string | null;
}

/** What identifies a claim. */
export type DeliveryClaim = Pick<ClaimedDelivery, 'id' | 'owner' | 'claim'>;

/** One thing that a receiver had to say. */
export interface AttemptIssue {
  readonly severity: string;
  /** FHIR issue type. */
  readonly code: string;
  readonly text: string;
  readonly expression?: string | undefined;
  /** Index of the entry that it is about. */
  readonly entry?: number | undefined;
  /** That entry's resource, e.g. `Observation/123`. */
  readonly resource?: string | undefined;
}

/** One sending and how it ended. Never a body. */
export interface Attempt {
  readonly startedMs: number;
  readonly durationMs: number;
  /** Stable name, see src/deliver/outcome.ts. */
  readonly outcome: string;
  /** HTTP status; null when there was no answer. */
  readonly status: number | null;
  /** Code of the transport error, e.g. `ECONNREFUSED`, when there was no answer. */
  readonly errorCode?: string | undefined;
  /** Sent as X-Request-Id. */
  readonly correlationId: string;
  readonly issues: readonly AttemptIssue[];
  /** Whether it uses up the budget; being throttled does not, nor what is wrong with the destination as a whole. */
  readonly counts: boolean;
}

/** What becomes of a claimed delivery. */
export type Verdict =
  | {
      readonly kind: 'delivered';
      /** Of what was sent: the report may have changed between the claim and the reading. */
      readonly contentHash: string;
      /** Version id of the DiagnosticReport that was sent; without it, that of the delivery as it was made. */
      readonly reportVersion?: string | null;
      readonly attempt: Attempt;
    }
  | {
      readonly kind: 'retry';
      readonly dueMs: number;
      /** For the next attempt, in whatever process. */
      readonly progress: string | null;
      readonly attempt: Attempt;
      /** It was the destination as a whole that failed: how long this one is tried begins with the next attempt. */
      readonly startsAnew?: boolean;
      /** The attempt says that the destination cannot be reached, or fails. */
      readonly isDown?: boolean;
    }
  | {
      readonly kind: 'dead';
      readonly attempt: Attempt;
      readonly isDown?: boolean;
    };

/** What was made of one destination when a report was enqueued. */
export interface Enqueued {
  readonly destination: string;
  /** The new delivery, or the one that has this content already. */
  readonly deliveryId: string;
  /** Whether it was made, or was given up and is sent again; else the content has not changed since, and nothing is sent. */
  readonly isNew: boolean;
}
