import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deliveryOutcomes, type DeliveryOutcome } from '../../src/deliver/outcome.js';
import {
  afterEnd,
  afterStart,
  defaultBreakerOptions as options,
  mayStart,
  newBreaker,
  nextStartMs,
} from '../../src/deliver/policy/breaker.js';
import { decide, type DecisionInput } from '../../src/deliver/policy/decide.js';
import { RULES } from '../../src/deliver/policy/rule.js';
import { newTokenBucket, takeToken } from '../../src/deliver/policy/token-bucket.js';
import { assertProperty } from './assert-property.js';

const START = Date.UTC(2026, 0, 1);
const HORIZON_MS = 72 * 3_600_000;

const outcome = fc.constantFrom(...outcomes());
const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const wait = fc.option(fc.integer({ min: 0, max: 400 * 24 * 3_600 }), { freq: 3 });

function outcomes(): DeliveryOutcome[] {
  const isOutcome = (name: string): name is DeliveryOutcome => name in deliveryOutcomes;
  return Object.keys(deliveryOutcomes).filter(isOutcome);
}

const input: fc.Arbitrary<DecisionInput> = fc.record({
  outcome,
  attempts: fc.dictionary(outcome, fc.integer({ min: 0, max: 700 })),
  firstAttemptMs: fc.constant(START),
  retryAfterSeconds: wait,
  nowMs: fc.integer({ min: START - HORIZON_MS, max: START + 2 * HORIZON_MS }),
  random: fraction.map((value) => () => value),
  othersSucceed: fc.boolean(),
});

describe('a decision', () => {
  test('is in time: never before now, never earlier than asked, never after the horizon', () => {
    assertProperty(
      fc.property(input, (given) => {
        const decision = decide(given);
        const { nowMs, retryAfterSeconds } = given;
        const askedMs = nowMs + (retryAfterSeconds ?? 0) * 1_000;
        if (decision.kind === 'hold') expect(decision.untilMs).toBeGreaterThanOrEqual(askedMs);
        if (decision.kind !== 'retry' && decision.kind !== 'park') return;
        expect(decision.dueMs).toBeGreaterThanOrEqual(Math.max(nowMs + 50, askedMs));
        expect(decision.dueMs).toBeLessThanOrEqual(Math.min(START, nowMs) + HORIZON_MS);
      }),
      2_000,
    );
  });

  test('says delivered of nothing but what was', () => {
    assertProperty(
      fc.property(input, (given) => {
        expect(decide(given).kind === 'delivered').toBe(given.outcome === 'delivered');
      }),
      500,
    );
  });

  test('is a whole number of milliseconds, as the outbox keeps them', () => {
    assertProperty(
      fc.property(input, (given) => {
        const decision = decide(given);
        const times = Object.entries(decision).filter(
          ([name, value]) => name.endsWith('Ms') && value !== null,
        );
        expect(times.every(([, value]) => Number.isInteger(value))).toBe(true);
      }),
      500,
    );
  });

  test('of whatever follows whatever comes to an end: by the budget, or by the horizon', () => {
    const failures = outcomes().filter((name) => !['delivered', 'hold'].includes(RULES[name].does));
    const story = fc.infiniteStream(fc.tuple(fc.constantFrom(...failures), fraction));
    assertProperty(
      fc.property(story, (happens) => {
        let nowMs = START;
        const attempts: Record<string, number> = {};
        let count = 0;
        for (const [one, jitter] of happens) {
          expect(++count).toBeLessThan(200_000);
          const given = { firstAttemptMs: START, retryAfterSeconds: null, random: () => jitter };
          const decision = decide({ outcome: one, attempts, nowMs, ...given });
          if (decision.kind === 'dead') break;
          if (decision.kind !== 'retry' || decision.counts) attempts[one] = (attempts[one] ?? 0) + 1;
          if ('dueMs' in decision) nowMs = decision.dueMs;
        }
        expect(nowMs).toBeLessThanOrEqual(START + HORIZON_MS);
      }),
      50,
    );
  });
});

describe('a breaker', () => {
  const sign = fc.constantFrom('success' as const, 'failure' as const, 'none' as const);
  const step = fc.record({ sign, passMs: fc.integer({ min: 0, max: 400_000 }), jitter: fraction });

  test('never lets more start than it may, one only while it probes, and always lets one start in the end', () => {
    assertProperty(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        let breaker = newBreaker(options);
        let inFlight = 0;
        let nowMs = 0;
        for (const { sign: ends, passMs, jitter } of steps) {
          nowMs += passMs;
          while (mayStart(breaker, inFlight, nowMs)) {
            breaker = afterStart(breaker);
            inFlight += 1;
          }
          expect(inFlight).toBeLessThanOrEqual(options.most);
          if (inFlight > 0) {
            inFlight -= 1;
            breaker = afterEnd(breaker, ends, { nowMs, random: () => jitter, options });
          }
        }
        const at = nextStartMs(breaker);
        if (at !== null) expect(at).toBeLessThanOrEqual(nowMs + options.longestProbeMs);
        expect(mayStart(breaker, 0, at ?? nowMs) || breaker.phase === 'probing').toBe(true);
        if (breaker.phase === 'probing') expect(inFlight).toBe(1);
      }),
      300,
    );
  });
});

describe('a token bucket', () => {
  test('lets through, in any span, no more than its rate and one burst', () => {
    const rate = fc.record({
      perSecond: fc.double({ min: 0.5, max: 1_000, noNaN: true }),
      burst: fc.integer({ min: 1, max: 50 }),
    });
    assertProperty(
      fc.property(rate, fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 300 }), (given, passes) => {
        let bucket = newTokenBucket(given, 0);
        let nowMs = 0;
        let through = 0;
        for (const passMs of passes) {
          nowMs += passMs;
          const taken = takeToken(bucket, given, nowMs);
          bucket = taken.bucket;
          if (taken.waitMs === 0) through += 1;
          else expect(takeToken(bucket, given, nowMs + taken.waitMs).waitMs).toBeLessThanOrEqual(1);
        }
        expect(through).toBeLessThanOrEqual(given.burst + (nowMs / 1_000) * given.perSecond + 1e-6);
      }),
      300,
    );
  });
});
