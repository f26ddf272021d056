import type { StartTimer } from '../../src/deliver/worker/timer.js';

/** A clock that stands still while anything is done, and then goes on to the next timer at once. */
export interface VirtualClock {
  /** ms since it was made. */
  readonly nowMs: () => number;
  readonly startTimer: StartTimer;
  readonly wait: (ms: number) => Promise<void>;
  /** Lets time pass until something holds. @throws Error when there is nothing to wait for any more. */
  readonly runUntil: (isOver: () => boolean) => Promise<void>;
}

interface Timer {
  readonly atMs: number;
  readonly run: () => void;
}

/** @param turns of the event loop after which nothing is done any more without time passing. */
export function virtualClock(turns: number): VirtualClock {
  let nowMs = 0;
  const timers = new Set<Timer>();
  const startTimer: StartTimer = (run, ms) => {
    const timer = { atMs: nowMs + ms, run };
    timers.add(timer);
    return () => timers.delete(timer);
  };
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    nowMs: () => nowMs,
    startTimer,
    wait: (ms) => new Promise((resolve) => startTimer(resolve, ms)),
    runUntil: async (isOver) => {
      await settle();
      while (!isOver()) {
        const next = [...timers].reduce<Timer | null>(earlier, null);
        if (next === null) throw new Error('nothing is waited for');
        nowMs = Math.max(nowMs, next.atMs);
        timers.delete(next);
        next.run();
        await settle();
      }
    },
  };
}

function earlier(one: Timer | null, other: Timer): Timer {
  return one === null || other.atMs < one.atMs ? other : one;
}
