import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { startRetention } from '../../../src/store/retention.js';

const HOUR = 3_600_000;

describe('retention', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** A store that answers each round with the next of these, and what happened. */
  function start(rounds: readonly (number | Error)[]) {
    const asked: number[] = [];
    const told: unknown[] = [];
    const stop = startRetention({
      store: {
        eraseBefore: (timeMs) => {
          const result = rounds[asked.push(timeMs) - 1] ?? 0;
          return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
        },
      },
      keepMs: 10 * HOUR,
      nowMs: () => 100 * HOUR + asked.length,
      onErased: (reports) => told.push(reports),
      onFailure: (error) => told.push(error),
    });
    return { asked, told, stop };
  }

  test('erases what is too old at once and every hour', async () => {
    const { asked, told, stop } = start([3, 0, 2]);
    await jest.advanceTimersByTimeAsync(2 * HOUR);
    expect(asked).toEqual([90 * HOUR, 90 * HOUR + 1, 90 * HOUR + 2]);
    expect(told).toEqual([3, 2]);
    await stop();
  });

  test('goes on after a round that failed', async () => {
    const failure = new Error('disk full');
    const { told, stop } = start([failure, 1]);
    await jest.advanceTimersByTimeAsync(HOUR);
    expect(told).toEqual([failure, 1]);
    await stop();
  });

  test('stops', async () => {
    const { asked, stop } = start([]);
    await stop();
    await jest.advanceTimersByTimeAsync(5 * HOUR);
    expect(asked).toHaveLength(1);
  });
});
