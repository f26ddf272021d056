import { describe, expect, test } from '@jest/globals';
import { newTokenBucket, takeToken } from '../../../../src/deliver/policy/token-bucket.js';

const rate = { perSecond: 8, burst: 2 };

describe('a token bucket', () => {
  test('lets a burst through, then one at a time', () => {
    let bucket = newTokenBucket(rate, 0);
    const waits = [0, 0, 0, 124, 125, 125].map((nowMs) => {
      const taken = takeToken(bucket, rate, nowMs);
      bucket = taken.bucket;
      return taken.waitMs;
    });
    expect(waits).toEqual([0, 0, 125, 1, 0, 125]);
  });

  test('saves up no more than the burst', () => {
    const { bucket } = takeToken(newTokenBucket(rate, 0), rate, 3_600_000);
    expect(bucket.tokens).toBe(1);
  });

  test('neither wins nor loses by a clock that goes back', () => {
    const empty = { tokens: 0, atMs: 5_000 };
    const early = takeToken(empty, rate, 1_000);
    expect(early.waitMs).toBe(125);
    expect(takeToken(early.bucket, rate, 1_125).waitMs).toBe(0);
  });
});
