import { setTimeout as wait } from 'node:timers/promises';

/** Time and chance as the client sees them; replaced in tests so that no test waits. */
export interface Timing {
  /** Milliseconds on a monotonic clock: a change of the wall clock never moves a deadline. */
  now(): number;
  /** Wall-clock milliseconds since the epoch; only used to read a `Retry-After` given as a date. */
  wallClock(): number;
  /** Resolves after `ms`; rejects when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Calls `action` after `ms`, unless the function it returns is called before. */
  after(ms: number, action: () => void): () => void;
  /** A number in [0, 1). */
  random(): number;
}

/** The machine's own clock and generator. */
export const SYSTEM_TIMING: Timing = {
  now: () => performance.now(),
  wallClock: () => Date.now(),
  sleep: async (ms, signal) => {
    await wait(ms, undefined, { signal });
  },
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => {
      clearTimeout(timer);
    };
  },
  random: () => Math.random(),
};
