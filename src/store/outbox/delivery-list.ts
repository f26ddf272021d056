import type { Attempt, Delivery, DeliveryState } from './delivery.js';

/** One value, or one of several; one of none is nothing. */
export type Wanted<T extends string> = T | readonly T[];

/** Which deliveries; all of those that fit. */
export interface DeliveryFilter {
  readonly id?: Wanted<string> | undefined;
  readonly destination?: string | undefined;
  /** One of these; none: any. */
  readonly states?: readonly DeliveryState[] | undefined;
  readonly reportId?: Wanted<string> | undefined;
  readonly lastOutcome?: string | undefined;
  /** From this time on, by when they were made. */
  readonly fromMs?: number | undefined;
  /** Before this time. */
  readonly beforeMs?: number | undefined;
  /** Made in one of these spans of each list. */
  readonly madeIn?: readonly (readonly Span[])[] | undefined;
}

/** Times from one to another, both included. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/** By when deliveries were made. */
export type DeliveryOrder = 'newest-first' | 'oldest-first';

/** One page. */
export interface DeliveryPage {
  readonly deliveries: readonly Delivery[];
  /** Opaque cursor of the next page; null when this is the last one. */
  readonly next: string | null;
}

/** How many deliveries a destination has in a state: waiting, sending or dead, for the others only grow. */
export interface DeliveryCount {
  readonly destination: string;
  readonly state: DeliveryState;
  readonly count: number;
  /** When the oldest of them was made. */
  readonly oldestMs: number;
}

/**
 * - `retried`: it waits, due now, with its whole budget.
 * - `overtaken`: a newer version of the report went on to the destination, so that this one must not.
 * - `not-possible`: it is being sent, or has ended otherwise than dead or discarded.
 */
export type Retried = 'retried' | 'overtaken' | 'not-possible';

/** Dead deliveries that are sent again, slowly. */
export interface Replay {
  /** A FHIR id. */
  readonly id: string;
  readonly tenant: string;
  readonly createdMs: number;
  readonly by: string;
  readonly perSecond: number;
  readonly cancelledMs: number | null;
  /** How many deliveries it took up, and how many of those are in which state now. */
  readonly total: number;
  readonly states: Readonly<Partial<Record<DeliveryState, number>>>;
}

/** What operators and clients see of deliveries, and what operators do with them. Nothing of another tenant can be seen. */
export interface Deliveries {
  read(tenant: string, id: string): Promise<Delivery | null>;
  /** Attempts of a delivery, the oldest first. */
  attempts(tenant: string, id: string): Promise<readonly Attempt[]>;
  /**
   * @param cursor of an earlier page; one that is none gives the first page.
   * @param limit at least 1.
   * @param order newest first unless told.
   */
  list(
    tenant: string,
    filter: DeliveryFilter,
    limit: number,
    cursor?: string,
    order?: DeliveryOrder,
  ): Promise<DeliveryPage>;
  /** How many fit. */
  total(tenant: string, filter: DeliveryFilter): Promise<number>;
  /** @param tenant of every one unless told. */
  counts(tenant?: string): Promise<readonly DeliveryCount[]>;
  /** Sends a dead or discarded one again, or a waiting one now. @returns null when there is none. */
  retry(tenant: string, id: string, by: string, nowMs: number): Promise<Retried | null>;
  /** A dead one stays dead. @returns whether there was one. */
  discard(tenant: string, id: string, by: string, nowMs: number): Promise<boolean>;
  /**
   * Sends dead deliveries again, those that nothing newer has overtaken, the oldest first.
   *
   * @param filter its states are not looked at.
   * @param perSecond so many fall due each second.
   */
  replay(
    tenant: string,
    filter: DeliveryFilter,
    perSecond: number,
    by: string,
    nowMs: number,
  ): Promise<Replay>;
  readReplay(tenant: string, id: string): Promise<Replay | null>;
  /** @param limit the newest ones. */
  replays(tenant: string, limit: number): Promise<readonly Replay[]>;
  /** What of a replay was not attempted yet is dead again. @returns null when there is none. */
  cancelReplay(tenant: string, id: string, by: string, nowMs: number): Promise<Replay | null>;
}
