import type { StartTimer } from '../../src/deliver/worker/timer.js';

/** A clock and its timer. */
export interface Clock {
  /** ms since the epoch. */
  readonly nowMs: () => number;
  readonly startTimer: StartTimer;
}

/**
 * A clock that goes faster than time does: backoff, probes and leases last as long by it as ever, and nobody waits for them.
 *
 * @param originMs when it showed what the real clock did. Processes that are to agree have the same.
 */
export function fastClock(speed: number, originMs: number): Clock {
  return {
    nowMs: () => Math.floor(originMs + (Date.now() - originMs) * speed),
    startTimer: (run, ms) => {
      const timer = setTimeout(run, ms / speed);
      return () => {
        clearTimeout(timer);
      };
    },
  };
}
