import type { Timing } from '../../src/vendor/timing.js';

/** A clock that moves only when somebody sleeps, and by exactly as long; nobody really waits. */
export interface FakeTiming extends Timing {
  /** Every wait asked for, in ms. */
  readonly waits: readonly number[];
  /** How much is still to happen after some time. */
  readonly pending: number;
  /** Makes everything due that was to happen after some time. */
  passDeadlines(): void;
}

/**
 * @param wallClockMs milliseconds since the epoch that the wall clock shows
 */
export function fakeTiming(wallClockMs = 0): FakeTiming {
  const waits: number[] = [];
  const due = new Set<() => void>();
  let elapsed = 0;
  return {
    waits,
    get pending() {
      return due.size;
    },
    passDeadlines: () => {
      for (const action of due) action();
    },
    now: () => elapsed,
    wallClock: () => wallClockMs,
    sleep: (ms) => {
      waits.push(ms);
      elapsed += ms;
      return Promise.resolve();
    },
    after: (_ms, action) => {
      due.add(action);
      return () => {
        due.delete(action);
      };
    },
    random: () => 0.5,
  };
}
