import { describe, expect, test } from '@jest/globals';
import {
  afterEnd,
  afterStart,
  defaultBreakerOptions as options,
  mayStart,
  newBreaker,
  nextStartMs,
  signOf,
  type Breaker,
  type Sign,
} from '../../../../src/deliver/policy/breaker.js';

const at = { nowMs: 1_000, random: () => 0.5, options };

/** One request after the other. */
function after(breaker: Breaker, ...signs: Sign[]): Breaker {
  return signs.reduce((now, sign) => afterEnd(afterStart(now), sign, at), breaker);
}

function times<T>(count: number, ...items: T[]): T[] {
  return Array.from({ length: count }, () => items).flat();
}

describe('a breaker', () => {
  test('lets as many start at a time as it may', () => {
    const breaker = newBreaker(options);
    expect([0, 3, 4].map((inFlight) => mayStart(breaker, inFlight, 0))).toEqual([true, true, false]);
    expect(nextStartMs(breaker)).toBeNull();
  });

  test('opens after five failures in a row, and not before', () => {
    const four = after(
      newBreaker(options),
      ...times<Sign>(3, 'failure', 'failure', 'failure', 'failure', 'success'),
    );
    expect(four.phase).toBe('closed');
    expect(after(newBreaker(options), ...times<Sign>(5, 'failure'))).toEqual({
      phase: 'open',
      openings: 1,
      probeMs: 23_500,
    });
  });

  test('opens when half of the last twenty failed', () => {
    expect(after(newBreaker(options), ...times<Sign>(9, 'failure', 'success'), 'success').phase).toBe(
      'closed',
    );
    const mixed = after(newBreaker(options), 'success', ...times<Sign>(9, 'failure', 'success'));
    expect(after(mixed, 'failure').phase).toBe('open');
  });

  test('takes no notice of what says nothing about the server', () => {
    const breaker = after(newBreaker(options), 'failure', 'failure');
    expect(after(breaker, ...times<Sign>(50, 'none'))).toEqual(breaker);
  });

  test('lets one request probe, when it is time and nothing else is under way', () => {
    const open = after(newBreaker(options), ...times<Sign>(5, 'failure'));
    expect(nextStartMs(open)).toBe(23_500);
    expect(mayStart(open, 0, 23_499)).toBe(false);
    expect(mayStart(open, 1, 23_500)).toBe(false);
    expect(mayStart(open, 0, 23_500)).toBe(true);
    expect(mayStart(afterStart(open), 0, 99_999)).toBe(false);
  });

  test('waits longer after each probe that failed, at most five minutes', () => {
    let breaker = after(newBreaker(options), ...times<Sign>(5, 'failure'));
    const waits = Array.from({ length: 6 }, () => {
      breaker = after(breaker, 'failure');
      return (nextStartMs(breaker) ?? 0) - at.nowMs;
    });
    expect(waits).toEqual([45_000, 90_000, 180_000, 225_000, 225_000, 225_000]);
  });

  test('starts slowly after a probe that succeeded', () => {
    let breaker = after(newBreaker(options), ...times<Sign>(5, 'failure'), 'success');
    const slots = Array.from({ length: 4 }, () => {
      const { slots: now } = breaker.phase === 'closed' ? breaker : { slots: 0 };
      breaker = after(breaker, ...times<Sign>(10, 'success'));
      return now;
    });
    expect(slots).toEqual([1, 2, 4, 4]);
  });

  test('grows only by successes without a failure between', () => {
    const slow = after(newBreaker(options), ...times<Sign>(5, 'failure'), 'success');
    const spoilt = after(slow, ...times<Sign>(9, 'success'), 'failure', ...times<Sign>(9, 'success'));
    expect(spoilt).toMatchObject({ phase: 'closed', slots: 1 });
    expect(after(spoilt, 'success')).toMatchObject({ slots: 2 });
  });

  test('takes a probe that was refused for a server that works', () => {
    const open = after(newBreaker(options), ...times<Sign>(5, 'failure'));
    expect(after(open, 'none')).toMatchObject({ phase: 'closed', slots: 1 });
  });

  test('goes by a success that comes late, and not by late failures', () => {
    const open = after(newBreaker(options), ...times<Sign>(5, 'failure'));
    expect(afterEnd(open, 'failure', { ...at, nowMs: 9_000 })).toEqual(open);
    expect(afterEnd(open, 'success', at)).toMatchObject({ phase: 'closed', slots: 1 });
  });
});

describe('an outcome', () => {
  test.each([
    ['delivered', 'success'],
    ['rejected', 'success'],
    ['conflict', 'success'],
    ['transient', 'failure'],
    ['server-error', 'failure'],
    ['unanswered', 'failure'],
    ['unreachable', 'failure'],
    ['throttled', 'none'],
    ['unauthorised', 'none'],
    ['unverifiable', 'none'],
    ['internal', 'none'],
  ] as const)('%s is a sign of %s', (outcome, sign) => {
    expect(signOf(outcome)).toBe(sign);
  });
});
