import { describe, expect, test } from '@jest/globals';
import { nextAttempt, type FailedAttempt } from '../../../src/vendor/next-attempt.js';

const policy = { maxAttempts: 5, retryBaseMs: 100, retryCapMs: 1_000, totalTimeoutMs: 10_000 };

function failed(patch: Partial<FailedAttempt> = {}): FailedAttempt {
  const outcome = { kind: 'transient', retryable: true } as const;
  return { attempt: 1, outcome, elapsedMs: 0, random: 0.5, ...patch };
}

describe('nextAttempt', () => {
  test.each([
    [1, 50],
    [2, 100],
    [3, 200],
    [4, 400],
  ])('doubles the ceiling of the wait: after attempt %d half of it is %d ms', (attempt, waitMs) => {
    expect(nextAttempt(failed({ attempt }), policy)).toEqual({ waitMs });
  });

  test('spreads the wait over the whole range below the ceiling', () => {
    expect(nextAttempt(failed({ random: 0 }), policy)).toEqual({ waitMs: 0 });
    expect(nextAttempt(failed({ random: 0.999 }), policy)).toEqual({ waitMs: 99 });
  });

  test('never waits longer than the cap', () => {
    const patient = { ...policy, maxAttempts: 100, totalTimeoutMs: 100_000 };
    expect(nextAttempt(failed({ attempt: 60, random: 0.5 }), patient)).toEqual({ waitMs: 500 });
  });

  test('adds its jitter to what the vendor asked for, and never comes back sooner', () => {
    const outcome = { kind: 'throttled', retryable: true, retryAfterSeconds: 3 } as const;
    expect(nextAttempt(failed({ outcome, random: 0 }), policy)).toEqual({ waitMs: 3_000 });
    expect(nextAttempt(failed({ outcome, random: 0.5 }), policy)).toEqual({ waitMs: 3_050 });
  });

  test('gives up on what will not pass', () => {
    expect(nextAttempt(failed({ outcome: { kind: 'refused', retryable: false } }), policy)).toBe('give-up');
  });

  test('gives up after the last attempt', () => {
    expect(nextAttempt(failed({ attempt: 4 }), policy)).not.toBe('give-up');
    expect(nextAttempt(failed({ attempt: 5 }), policy)).toBe('give-up');
  });

  test('does not begin a wait that would end at the deadline or after it', () => {
    expect(nextAttempt(failed({ elapsedMs: 9_949 }), policy)).toEqual({ waitMs: 50 });
    expect(nextAttempt(failed({ elapsedMs: 9_950 }), policy)).toBe('give-up');
  });
});
