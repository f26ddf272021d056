import type { Idempotency } from './idempotency.js';

/**
 * - `waiting`: to be fetched at its due time.
 * - `working`: a worker has it, until its lease ends.
 * - `done`: stored, with its deliveries, in the commit that said so.
 * - `failed`: given up.
 * - `cancelled`: its report was erased.
 */
export type IntakeState = 'waiting' | 'working' | 'done' | 'failed' | 'cancelled';

/** A report that the gateway was asked to fetch and deliver. */
export interface Intake {
  /** Opaque, safe in a URL. */
  readonly id: string;
  readonly tenant: string;
  /** Language to fetch in; null: as each destination has it. */
  readonly locale: string | null;
  /** Names of destinations. */
  readonly destinations: readonly string[];
  /** Whether to send what a destination has already. */
  readonly always: boolean;
  readonly state: IntakeState;
  /** ms since the epoch, as all times. */
  readonly createdMs: number;
  /** When its state changed last, or its lease was extended. */
  readonly changedMs: number;
  readonly dueMs: number;
  readonly finishedMs: number | null;
  readonly attempts: number;
  /** Stable name of why the last attempt failed. */
  readonly problem: string | null;
  /** id of the DiagnosticReport, once it is stored. */
  readonly reportId: string | null;
  /** ids of its deliveries, once it is stored. */
  readonly deliveryIds: readonly string[];
}

/** An intake that a worker may work on, until its lease ends. */
export interface ClaimedIntake extends Intake {
  /** What the vendor is asked with. A capability: it stays in the store, and goes when the intake ends. */
  readonly handle: string;
  readonly owner: string;
  /** Counts the claims, as a delivery's does. */
  readonly claim: number;
}

/** What identifies a claim. */
export type IntakeClaim = Pick<ClaimedIntake, 'id' | 'owner' | 'claim'>;

/** What the gateway is asked for. */
export interface IntakeRequest {
  readonly handle: string;
  readonly locale: string | null;
  readonly destinations: readonly string[];
  readonly always: boolean;
  /** Makes asking again safe. */
  readonly idempotency: Idempotency | null;
}

/**
 * - `accepted`: it is on disk.
 * - `repeated`: the same was asked before under the same key, or is still waiting to be fetched: this is that intake.
 * - `other-body`: the key was used for something else (answer 422).
 *
 * Two requests at the same time with one key are put in order by the database: the second is `repeated`.
 */
export type Accepted = AcceptedIntake | { readonly kind: 'other-body' };

/** What is taken in now, or was before. */
export interface AcceptedIntake {
  readonly kind: 'accepted' | 'repeated';
  readonly intake: Intake;
}

/** Reports that are to be fetched, stored and delivered. */
export interface Intakes {
  /** On disk when the promise is kept. Keys are kept for seven days. */
  accept(tenant: string, request: IntakeRequest, nowMs: number): Promise<Accepted>;
  /**
   * The same for several, in one commit: all of them or none.
   *
   * @param requests each with a key of its own, if any.
   * @returns one for each, in that order; `other-body` when a key was used for something else: then nothing is taken in.
   */
  acceptAll(
    tenant: string,
    requests: readonly IntakeRequest[],
    nowMs: number,
  ): Promise<readonly AcceptedIntake[] | 'other-body'>;
  read(tenant: string, id: string): Promise<Intake | null>;
  /**
   * Claims what is due, the oldest first. What another worker's lease has ended on is due again. What waits behind another intake
   * of the same handle is not.
   */
  claim(owner: string, nowMs: number, leaseMs: number, limit: number): Promise<readonly ClaimedIntake[]>;
  /** @returns false when the lease is lost: stop working on it. */
  extend(claim: IntakeClaim, nowMs: number, leaseMs: number): Promise<boolean>;
  /** To be tried again. @returns false when the lease was lost, as {@link fail} does. */
  retry(claim: IntakeClaim, problem: string, dueMs: number, nowMs: number): Promise<boolean>;
  /** Gives up. Success is told by `saveReport`, in the commit that stores the report. */
  fail(claim: IntakeClaim, problem: string, nowMs: number): Promise<boolean>;
  /** Gives it back as it was. */
  release(claim: IntakeClaim, nowMs: number): Promise<boolean>;
  /** When the next one is due, or the next lease ends; null when there is none. What waits behind another one is not due. */
  nextDueMs(): Promise<number | null>;
  /** Removes keys and ended intakes that were made before a time. */
  forgetBefore(timeMs: number): Promise<void>;
}
