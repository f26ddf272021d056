import type { DeliveryOutcome } from '../outcome.js';

/**
 * How an attempt ended, for the pace: null when nothing can be said of the destination; `busy` when nothing was sent because
 * another worker is storing there what others refer to too.
 */
export type AttemptEnd = DeliveryOutcome | 'busy' | null;

/** How fast a destination is sent to. Times are ms of a clock that nobody sets. */
export interface Pace {
  /** How many more deliveries may be begun now. */
  free(underWay: number, nowMs: number): number;
  /** So many were begun: each may send one request. */
  begin(count: number, nowMs: number): void;
  /** One has ended. */
  end(outcome: AttemptEnd, nowMs: number): void;
  /** When more may be begun, if nothing ends before; null: not by waiting. */
  nextMs(underWay: number, nowMs: number): number | null;
}

/** Whether a destination gets single requests only, because it is down. */
export interface Sparing {
  isSparing(): boolean;
}

/** The rate of a destination, for what a delivery sends after its first request. */
export interface RequestRate {
  /** Takes the leave to send one request. @returns 0, or after how many ms to ask again. */
  takeRequest(nowMs: number): number;
}
