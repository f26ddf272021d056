import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Intakes } from '../../../src/store/outbox/intake.js';
import { startHousekeeping } from '../../../src/store/outbox/start-housekeeping.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
const NOW = 100 * DAY;

describe('housekeeping of the outbox', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** Keeps an outbox whose clock was wrong for as many deliveries in each round, and tells what happened. */
  function start(mended: readonly (number | Error)[]) {
    const done: string[] = [];
    const told: unknown[] = [];
    let rounds = 0;
    const did = (what: string, timeMs: number): void => {
      done.push(`${what} ${timeMs}`);
    };
    const forgetBefore: Intakes['forgetBefore'] = (timeMs) => {
      did('intakes', timeMs);
      return Promise.resolve();
    };
    const stop = startHousekeeping({
      outbox: {
        intakes: { forgetBefore },
        housekeeping: {
          mendClock: () => {
            const result = mended[rounds++] ?? 0;
            return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
          },
          forgetErasedBefore: (timeMs) => {
            did('erased', timeMs);
            return Promise.resolve(0);
          },
          forgetWordsBefore: (timeMs) => {
            did('words', timeMs);
            return Promise.resolve(0);
          },
        },
      },
      nowMs: () => NOW,
      onMended: (count) => told.push(count),
      onFailure: (error) => told.push(error),
    });
    return { done, told, stop, rounds: () => rounds };
  }

  test('mends due times at once and every minute, and goes on after a failure', async () => {
    const failure = new Error('disk full');
    const { told, stop, rounds } = start([0, failure, 2]);
    await jest.advanceTimersByTimeAsync(2 * MINUTE);
    expect(rounds()).toBe(3);
    expect(told).toEqual([failure, 2]);
    await stop();
  });

  test('forgets at once and every day what is over for seven days, and words after thirty', async () => {
    const { done, stop } = start([]);
    await jest.advanceTimersByTimeAsync(DAY);
    const round = [`intakes ${93 * DAY}`, `erased ${93 * DAY}`, `words ${70 * DAY}`];
    expect(done).toEqual([...round, ...round]);
    await stop();
  });

  test('stops', async () => {
    const { done, stop, rounds } = start([]);
    await stop();
    await jest.advanceTimersByTimeAsync(2 * DAY);
    expect([rounds(), done.length]).toEqual([1, 3]);
  });
});
