import type { Numbered } from './numbered-report.js';

/** Reports that are still to be taken in, and what is known of those that were handed out. */
export interface Feeder {
  /** The next ones for a process. */
  readonly next: (most: number) => Numbered[];
  /** They are on disk. */
  readonly accepted: (numbered: Numbered) => void;
  /** Nobody has said that they are: they are handed out again. */
  readonly back: (reports: readonly Numbered[]) => void;
  /** How many are on disk. */
  readonly count: () => number;
  readonly total: number;
}

/** Every so many reports change, when they were taken in once. */
export const CHANGES = 10;

/** Hands out the first `count` reports, and a second version of some. */
export function createFeeder(count: number): Feeder {
  const waiting: Numbered[] = Array.from({ length: count }, (_, number) => ({ number, revision: 1 }));
  const done = new Set<string>();
  return {
    total: count + Math.ceil(count / CHANGES),
    next: (most) => waiting.splice(0, most),
    accepted: ({ number, revision }) => {
      const key = `${number}.${revision}`;
      if (done.has(key)) return;
      done.add(key);
      if (revision === 1 && number % CHANGES === 0) waiting.splice(500, 0, { number, revision: 2 });
    },
    back: (reports) => {
      waiting.unshift(...reports);
    },
    count: () => done.size,
  };
}
