import { describe, expect, test } from '@jest/globals';
import type { DeliveryOutcome } from '../../../../src/deliver/outcome.js';
import { decide, type DecisionInput } from '../../../../src/deliver/policy/decide.js';
import { isUnknown } from '../../../../src/deliver/policy/rule.js';
import type { Decision } from '../../../../src/deliver/policy/decision.js';

const START = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function decided(outcome: DeliveryOutcome, given: Partial<DecisionInput> = {}): Decision {
  const nowMs = given.nowMs ?? START;
  const usual = { attempts: {}, firstAttemptMs: START, retryAfterSeconds: null, random: () => 0.5 };
  return decide({ outcome, ...usual, ...given, nowMs });
}

describe('what is tried again', () => {
  test.each([
    [0, 1_250],
    [1, 2_250],
    [4, 16_250],
    [8, 256_250],
    [9, 450_250],
    [500, 450_250],
  ])(
    'after %i failures waits up to twice as long as before, at most a quarter of an hour',
    (failures, ms) => {
      const attempts = { transient: failures };
      expect(decided('transient', { attempts })).toMatchObject({
        kind: 'retry',
        dueMs: START + ms,
        counts: true,
      });
    },
  );

  test('counts failures of any kind for the pace, and those of its own kind for the budget', () => {
    const attempts = { transient: 3, unreachable: 1, unverifiable: 3 };
    expect(decided('unverifiable', { attempts })).toMatchObject({ kind: 'retry', dueMs: START + 128_250 });
    expect(decided('unverifiable', { attempts: { unverifiable: 9 } })).toEqual({
      kind: 'dead',
      reason: 'budget',
    });
  });

  test.each<[DeliveryOutcome, number]>([
    ['timed-out', 5],
    ['unverifiable', 10],
    ['conflict', 10],
    ['partial', 10],
    ['internal', 10],
    ['unanswered', 50],
    ['transient', 600],
    ['unreachable', 600],
    ['server-error', 600],
  ])('for %s has %i attempts', (outcome, budget) => {
    expect(decided(outcome, { attempts: { [outcome]: budget - 2 } }).kind).toBe('retry');
    expect(decided(outcome, { attempts: { [outcome]: budget - 1 } })).toEqual({
      kind: 'dead',
      reason: 'budget',
    });
  });

  test.each<[DeliveryOutcome, boolean]>([
    ['unanswered', true],
    ['unverifiable', true],
    ['partial', true],
    ['transient', true],
    ['server-error', true],
    ['timed-out', true],
    ['unreachable', false],
    ['conflict', false],
    ['throttled', false],
  ])('after %s may have been done: %s', (outcome, expected) => {
    expect(isUnknown(outcome)).toBe(expected);
    expect(decided(outcome).kind).toBe('retry');
  });

  test('is not repeated while the server may still carry it out', () => {
    expect(decided('unanswered', { settleMs: MINUTE })).toMatchObject({ dueMs: START + MINUTE });
    const attempts = { unanswered: 9 };
    expect(decided('unanswered', { attempts, settleMs: MINUTE })).toMatchObject({ dueMs: START + 450_250 });
  });

  test.each([
    [0, 0, 50],
    [0, 0.999, 99],
    [20, 0, 50],
    [20, 0.999, 4_995],
  ])(
    'comes back soon after a conflict (%i failures before, %d of the jitter): %i ms',
    (transient, jitter, ms) => {
      const decision = decided('conflict', { attempts: { transient }, random: () => jitter });
      expect(decision).toMatchObject({ kind: 'retry', dueMs: START + ms });
    },
  );

  test('ends with the horizon', () => {
    expect(decided('transient', { nowMs: START + 72 * HOUR - MINUTE }).kind).toBe('retry');
    expect(decided('transient', { nowMs: START + 72 * HOUR })).toEqual({ kind: 'dead', reason: 'horizon' });
    const horizonMs = HOUR;
    expect(decided('throttled', { nowMs: START + HOUR, horizonMs })).toEqual({
      kind: 'dead',
      reason: 'horizon',
    });
  });

  test('is not prolonged by a clock that was set back', () => {
    const horizonMs = HOUR;
    expect(decided('transient', { nowMs: START - HOUR, horizonMs })).toMatchObject({
      dueMs: START - HOUR + 1_250,
    });
  });
});

describe('what the server asks for', () => {
  test('is honoured where it is longer than the own wait, for the whole destination', () => {
    const dueMs = START + 7 * HOUR;
    expect(decided('transient', { retryAfterSeconds: 7 * 3_600 })).toMatchObject({
      kind: 'retry',
      dueMs,
      throttleUntilMs: dueMs,
    });
  });

  test('does not shorten the own wait', () => {
    const attempts = { transient: 8 };
    expect(decided('transient', { attempts, retryAfterSeconds: 1 })).toMatchObject({
      dueMs: START + 256_250,
      throttleUntilMs: START + 1_000,
    });
  });

  test('holds the destination, where people see it, when it leads beyond the horizon', () => {
    const year = 365 * 24 * 3_600;
    for (const outcome of ['throttled', 'transient'] as const) {
      const decision = decided(outcome, { retryAfterSeconds: year });
      expect(decision).toEqual({ kind: 'hold', reason: outcome, untilMs: START + year * 1_000 });
    }
  });
});

describe('throttling', () => {
  test('is not counted', () => {
    expect(decided('throttled')).toMatchObject({ kind: 'retry', counts: false });
    expect(decided('throttled', { attempts: { throttled: 10_000 } }).kind).toBe('retry');
  });

  test.each([
    [0, 1_250],
    [10_000, 5_250],
    [HOUR, 32_250],
  ])('for %i ms so far pauses the destination for longer and longer', (elapsedMs, ms) => {
    const nowMs = START + elapsedMs;
    const dueMs = nowMs + ms;
    expect(decided('throttled', { nowMs })).toMatchObject({ dueMs, throttleUntilMs: dueMs });
  });
});

describe('throttling by a server that says for how long', () => {
  test('closes the destination for that long, however long the one that was told so has waited', () => {
    const nowMs = START + HOUR;
    expect(decided('throttled', { nowMs, retryAfterSeconds: 1 })).toMatchObject({
      dueMs: nowMs + 32_250,
      throttleUntilMs: nowMs + 1_000,
    });
  });
});

describe('a server error', () => {
  test('is the fault of what was sent when others succeed', () => {
    const attempts = { 'server-error': 7 };
    const poison = { kind: 'dead', reason: 'poison-suspected' };
    expect(decided('server-error', { attempts, othersSucceed: true })).toEqual(poison);
    expect(decided('server-error', { attempts, othersSucceed: false }).kind).toBe('retry');
    expect(decided('server-error', { attempts: { 'server-error': 6 }, othersSucceed: true }).kind).toBe(
      'retry',
    );
  });
});

describe('what others must set right', () => {
  test.each<DeliveryOutcome>([
    'unauthorised',
    'misconfigured',
    'redirected',
    'untrusted',
    'gone',
    'not-transactional',
  ])('(%s) holds the destination, however long it has been so', (outcome) => {
    const nowMs = START + 1_000 * HOUR;
    const attempts = { [outcome]: 1_000 };
    const untilMs = nowMs + 7.5 * MINUTE;
    expect(decided(outcome, { nowMs, attempts })).toEqual({ kind: 'hold', reason: outcome, untilMs });
  });

  test('parks a delivery until what it refers to is there, up to the horizon', () => {
    const dueMs = START + 15.75 * MINUTE;
    expect(decided('missing-target', { attempts: { 'missing-target': 200 } })).toEqual({
      kind: 'park',
      dueMs,
    });
    const nowMs = START + 72 * HOUR;
    expect(decided('missing-target', { nowMs })).toEqual({ kind: 'dead', reason: 'horizon' });
  });

  test.each<DeliveryOutcome>(['rejected', 'several-matches', 'deleted'])(
    '(%s) ends the delivery',
    (outcome) => {
      expect(decided(outcome)).toEqual({ kind: 'dead', reason: 'refused' });
    },
  );

  test('makes it smaller once', () => {
    expect(decided('too-large')).toEqual({ kind: 'shrink' });
    expect(decided('too-large', { attempts: { 'too-large': 1 } })).toEqual({
      kind: 'dead',
      reason: 'refused',
    });
  });
});

describe('a refusal while others get through', () => {
  test('is of this delivery: it waits alone, and the eighth time it is dead', () => {
    const alone = { isRefusedAlone: true, othersSucceed: true };
    expect(decided('unauthorised', alone)).toMatchObject({ kind: 'park' });
    expect(decided('unauthorised', { ...alone, attempts: { unauthorised: 6 } }).kind).toBe('park');
    expect(decided('unauthorised', { ...alone, attempts: { unauthorised: 7 } })).toEqual({
      kind: 'dead',
      reason: 'poison-suspected',
    });
  });

  test('does not end it where nothing has got through lately', () => {
    expect(decided('unauthorised', { isRefusedAlone: true, attempts: { unauthorised: 7 } }).kind).toBe(
      'park',
    );
  });
});
