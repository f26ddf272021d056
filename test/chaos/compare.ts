import type { Fingerprint } from './fingerprints.js';

/** What is not as it should be; every list is empty when all is well. */
export interface Differences {
  readonly lost: readonly string[];
  readonly duplicates: readonly string[];
  readonly wrong: readonly string[];
  /** Held, and asked for by nobody. */
  readonly strange: readonly string[];
}

/** Compares what a destination holds with what it was to get: everything once, and as it is now. */
export function compare(expected: readonly Fingerprint[], held: readonly Fingerprint[]): Differences {
  const wanted = new Map(expected.map(({ key, hash }) => [key, hash]));
  const counts = new Map<string, number>();
  const wrong: string[] = [];
  for (const { key, hash } of held) {
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (wanted.has(key) && wanted.get(key) !== hash) wrong.push(key);
  }
  return {
    lost: [...wanted.keys()].filter((key) => !counts.has(key)),
    duplicates: [...counts].filter(([, count]) => count > 1).map(([key]) => key),
    wrong,
    strange: [...counts.keys()].filter((key) => !wanted.has(key)),
  };
}
