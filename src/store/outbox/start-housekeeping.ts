import { startRounds } from '../start-rounds.js';
import type { Housekeeping } from './housekeeping.js';
import type { Intakes } from './intake.js';

/** What keeps an outbox in order, and how that is told. */
export interface HousekeepingOptions {
  readonly outbox: {
    readonly housekeeping: Pick<Housekeeping, 'mendClock' | 'forgetErasedBefore' | 'forgetWordsBefore'>;
    readonly intakes: Pick<Intakes, 'forgetBefore'>;
  };
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number;
  /** Told of how many deliveries and intakes the due time was mended, when any. */
  readonly onMended: (count: number) => void;
  /** Told when a round failed; the next one tries again. */
  readonly onFailure: (error: unknown) => void;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

/** So long idempotency keys hold, and so long it can be seen what became of intakes and of deliveries of erased reports. */
const KEEP_MS = 7 * DAY;

/** So long the words of receivers are kept, which may say more than was asked. */
const KEEP_WORDS_MS = 30 * DAY;

/**
 * Mends due times after the clock was put back, now and every minute; forgets what is over, now and every day.
 *
 * @returns stops it, when the round under way has ended.
 */
export function startHousekeeping(options: HousekeepingOptions): () => Promise<void> {
  const { outbox, nowMs, onMended, onFailure } = options;
  const mend = async (): Promise<void> => {
    const count = await outbox.housekeeping.mendClock(nowMs());
    if (count > 0) onMended(count);
  };
  const forget = async (): Promise<void> => {
    await outbox.intakes.forgetBefore(nowMs() - KEEP_MS);
    await outbox.housekeeping.forgetErasedBefore(nowMs() - KEEP_MS);
    await outbox.housekeeping.forgetWordsBefore(nowMs() - KEEP_WORDS_MS);
  };
  const stops = [startRounds(mend, MINUTE, onFailure), startRounds(forget, DAY, onFailure)];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}
