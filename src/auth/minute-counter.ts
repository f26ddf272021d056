const MINUTE = 60_000;

/** Counts what somebody does within a minute. All start together, so that what was counted is forgotten at once. */
export interface MinuteCounter {
  /** @returns how often this one was counted in this minute, and the whole seconds until the next one. */
  count(key: string): { readonly times: number; readonly secondsLeft: number };
}

/** @param nowMs gives the time, in ms; only differences count. */
export function createMinuteCounter(nowMs: () => number): MinuteCounter {
  const counts = new Map<string, number>();
  let startMs = -Infinity;
  return {
    count: (key) => {
      const now = nowMs();
      if (now - startMs >= MINUTE || now < startMs) {
        counts.clear();
        startMs = now;
      }
      const times = (counts.get(key) ?? 0) + 1;
      counts.set(key, times);
      return { times, secondsLeft: Math.ceil((startMs + MINUTE - now) / 1000) };
    },
  };
}
