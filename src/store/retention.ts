import { startRounds } from './start-rounds.js';
import type { Store } from './store.js';

/** How long reports are kept, and how that is told. */
export interface RetentionOptions {
  readonly store: Pick<Store, 'eraseBefore'>;
  /** How long after it was stored last a report is erased, in ms. */
  readonly keepMs: number;
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number;
  /** Told after each round that erased something. */
  readonly onErased: (reports: number) => void;
  /** Told when a round failed; the next one tries again. */
  readonly onFailure: (error: unknown) => void;
}

/** Between two rounds, in ms. */
const PERIOD = 3_600_000;

/**
 * Erases reports that have become too old, now and every hour.
 *
 * @returns stops it, when the round under way has ended.
 */
export function startRetention(options: RetentionOptions): () => Promise<void> {
  const { store, keepMs, nowMs, onErased, onFailure } = options;
  const round = async (): Promise<void> => {
    const erased = await store.eraseBefore(nowMs() - keepMs);
    if (erased > 0) onErased(erased);
  };
  return startRounds(round, PERIOD, onFailure);
}
