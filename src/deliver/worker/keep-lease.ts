import { startTimer, type StartTimer } from './timer.js';

/** A claim that is kept as long as the work on it lasts. */
export interface KeptLease {
  /** Ends the work when the lease is lost. */
  readonly signal: AbortSignal;
  /** To be called before anything is sent: ends the work when the time is over, before any timer could say so. */
  readonly check: () => void;
  /** No more extension. */
  readonly stop: () => void;
}

/** How a lease is kept. */
export interface LeaseKeeping {
  readonly leaseMs: number;
  /** @returns false when the lease is lost. */
  readonly extend: () => Promise<boolean>;
  /** Ends the work at once, for example when the process stops. */
  readonly stopping: AbortSignal;
  /** Of the clock that the lease is of; the real one unless told. */
  readonly startTimer?: StartTimer | undefined;
  /** A clock that nobody sets, in ms. */
  readonly monotonicMs?: (() => number) | undefined;
}

/** It is extended after this part of it … */
const EXTENDED_AFTER = 1 / 3;
/** … and where that has no answer the work ends before the lease does: never do two workers send the same. */
const ENDED_AFTER = 2 / 3;

/**
 * Extends a lease each third of its time, and ends the work when that fails, or is not answered in time. A process that stood still,
 * as machines do that are moved or asleep, must call `check` before it sends.
 */
export function keepLease({
  leaseMs,
  extend,
  stopping,
  startTimer: start = startTimer,
  monotonicMs = () => performance.now(),
}: LeaseKeeping): KeptLease {
  const lost = new AbortController();
  const lose = (): void => {
    lost.abort();
  };
  const timers = { extension: nothing, end: nothing };
  let [isOver, endMs] = [false, 0];
  /** @param sinceMs when the lease that holds now was asked for: nobody knows how long the answer took. */
  const arm = (sinceMs: number): void => {
    timers.end();
    if (isOver) return;
    endMs = sinceMs + leaseMs * ENDED_AFTER;
    timers.end = start(lose, endMs - monotonicMs());
    timers.extension = start(extendOnce, leaseMs * EXTENDED_AFTER);
  };
  const extendOnce = (): void => {
    const askedMs = monotonicMs();
    extend().then((isKept) => {
      if (isKept) arm(askedMs);
      else lose();
    }, lose);
  };
  arm(monotonicMs());
  return {
    signal: AbortSignal.any([lost.signal, stopping]),
    check: () => {
      if (monotonicMs() >= endMs) lose();
    },
    stop: () => {
      isOver = true;
      timers.extension();
      timers.end();
    },
  };
}

function nothing(): void {
  // No timer has been started.
}
