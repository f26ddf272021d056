import type { DeliveryOutcome } from '../outcome.js';

/**
 * How an attempt ended, for the pace: null when nothing can be said of the destination; `busy` when nothing was sent because
 * another worker is storing there what others refer to too.
 */
export type AttemptEnd = DeliveryOutcome | 'busy' | null;

/** How fast a destination is sent to. Times are ms since the epoch. */
export interface Pace {
  /** How many more requests may be begun now. */
  free(underWay: number, nowMs: number): number;
  /** So many were begun. */
  begin(count: number, nowMs: number): void;
  /** One has ended. */
  end(outcome: AttemptEnd, nowMs: number): void;
  /** When more may be begun, if nothing ends before; null: not by waiting. */
  nextMs(underWay: number, nowMs: number): number | null;
}
