import type { ClaimedDelivery, DeliveryClaim, Verdict } from './delivery.js';
import type { Deliveries } from './delivery-list.js';
import type { DestinationStates } from './destination-state.js';
import type { Housekeeping } from './housekeeping.js';
import type { Intakes } from './intake.js';
import type { SharedResources } from './shared-resource.js';

/**
 * What workers do with deliveries. Of one report only one delivery is on its way to a destination at a time, in any number of
 * worker processes, and never an older version after a newer one: provided that a worker stops sending before its lease ends.
 *
 * Deliveries are made by the store's `saveReport`, in the commit of what they deliver.
 */
export interface DeliveryQueue {
  /**
   * Claims deliveries that are due, those first that are due longest. What another worker's lease has ended on is due again. A
   * destination that is paused, held or throttled gives none.
   *
   * @param owner of the lease: the worker process.
   * @param nowMs milliseconds since the epoch.
   * @param leaseMs after so long others may claim them, unless it is extended.
   * @param limit how many at most.
   * @param underWay what the caller has in hand: its claims of these do not end, whatever the clock says.
   */
  claim(
    destination: string,
    owner: string,
    nowMs: number,
    leaseMs: number,
    limit: number,
    underWay?: readonly Pick<DeliveryClaim, 'id'>[],
  ): Promise<readonly ClaimedDelivery[]>;
  /**
   * Keeps a claim, and what was brought so far: should the worker be gone, whoever comes next goes on from there.
   *
   * @returns false when the lease is lost or the report was erased: stop sending.
   */
  extend(claim: DeliveryClaim, progress: string | null, nowMs: number, leaseMs: number): Promise<boolean>;
  /**
   * Ends a claim. A retry of what a newer version has superseded meanwhile is none; a newer version that waits with the content
   * that was just delivered is delivered too, and a hold of the destination has ended.
   *
   * @returns false when the lease was lost or the report was erased: then the attempt is kept, and nothing else changes.
   */
  finish(claim: ClaimedDelivery, verdict: Verdict, nowMs: number): Promise<boolean>;
  /**
   * What the destination may have of a report: what was delivered there, and what may have been stored all the same.
   *
   * @param outcomes of attempts after which it may have been stored.
   * @returns version ids of its DiagnosticReport, those of the latest delivery first; of deliveries that were made before these were
   *   kept, nothing.
   */
  sentBefore(claim: ClaimedDelivery, outcomes: readonly string[]): Promise<readonly string[]>;
  /** Whether somebody has asked for this one delivery again, after an attempt at it ended with an outcome. A replay does not. */
  wasRetriedAfter(claim: Pick<ClaimedDelivery, 'tenant' | 'id'>, outcome: string): Promise<boolean>;
  /** Gives a delivery back without an end; it is no attempt. @returns false when the lease was lost. */
  release(claim: DeliveryClaim, progress: string | null, nowMs: number): Promise<boolean>;
  /**
   * When the next delivery to a destination is due, or the next lease ends; null when there is none. What waits behind another
   * version that is on its way is not due before that one ends.
   */
  nextDueMs(destination: string): Promise<number | null>;
}

/** Deliveries and what belongs to them, in the database of the store. */
export interface Outbox {
  readonly queue: DeliveryQueue;
  readonly deliveries: Deliveries;
  readonly destinations: DestinationStates;
  readonly shared: SharedResources;
  readonly intakes: Intakes;
  readonly housekeeping: Housekeeping;
}
