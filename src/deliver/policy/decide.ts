import { backoffMs, between, conflictBackoffMs, throttleBackoffMs, type Random } from './backoff.js';
import type { Decision } from './decision.js';
import type { DeliveryOutcome } from '../outcome.js';
import { POISON_AFTER, RULES, type Rule } from './rule.js';

/** An attempt that has ended, and what went before. Times are ms since the epoch. */
export interface DecisionInput {
  readonly outcome: DeliveryOutcome;
  /** Attempts before this one that count, by their outcome. */
  readonly attempts: Readonly<Record<string, number>>;
  /** When the first attempt began: this one, when there was none before. */
  readonly firstAttemptMs: number;
  /** What the server asks for, if anything. */
  readonly retryAfterSeconds: number | null;
  readonly nowMs: number;
  readonly random: Random;
  /** How long a delivery is tried. */
  readonly horizonMs?: number | undefined;
  /** So long the server may still carry out what was sent, and must not be repeated before; nothing is, where repeating is safe. */
  readonly settleMs?: number | undefined;
  /** Whether other deliveries to this destination succeeded lately. */
  readonly othersSucceed?: boolean | undefined;
  /** Whether this one is refused and others have succeeded since it first was. */
  readonly isRefusedAlone?: boolean | undefined;
}

export const DEFAULT_HORIZON_MS = 72 * 60 * 60_000;
const PARK_MS = 15 * 60_000;
const HOLD_MS = 10 * 60_000;

/**
 * Decides what becomes of a delivery. No outcome is tried for ever: each has a budget of attempts or counts none, and all have the
 * horizon, after which the delivery is dead, where people see it. Only a hold stands outside, for then it is not the delivery that
 * fails; it is tried again by itself from time to time.
 */
export function decide(input: DecisionInput): Decision {
  const rule = RULES[input.outcome];
  switch (rule.does) {
    case 'delivered':
      return { kind: 'delivered' };
    case 'dead':
      return { kind: 'dead', reason: 'refused' };
    case 'hold':
      return input.isRefusedAlone === true
        ? refusedAlone(input)
        : hold(input, between(HOLD_MS / 2, HOLD_MS, input.random));
    case 'shrink':
      return countOf(input, 'too-large') === 0 ? { kind: 'shrink' } : { kind: 'dead', reason: 'refused' };
    case 'park':
      return park(input);
    case 'throttled':
      return wait(input, throttleBackoffMs(elapsed(input), input.random), (dueMs) => ({
        ...{ kind: 'retry', dueMs, counts: false },
        // Who says for how long means that long for all; who does not say makes us guess.
        throttleUntilMs: input.retryAfterSeconds === null ? dueMs : askedMs(input),
      }));
    case 'retry':
      return retry(input, rule);
  }
}

/** Others get through: it is not the destination that has to wait for people, but this one. */
function refusedAlone(input: DecisionInput): Decision {
  const isEnough = input.othersSucceed === true && countOf(input, input.outcome) + 1 >= POISON_AFTER;
  return isEnough ? { kind: 'dead', reason: 'poison-suspected' } : park(input);
}

function park(input: DecisionInput): Decision {
  const ownMs = between(PARK_MS, PARK_MS * 1.1, input.random);
  return wait(input, ownMs, (dueMs) => ({ kind: 'park', dueMs }));
}

function retry(input: DecisionInput, rule: Extract<Rule, { readonly does: 'retry' }>): Decision {
  const { outcome, attempts, nowMs, random, retryAfterSeconds } = input;
  const tries = countOf(input, outcome) + 1;
  if (outcome === 'server-error' && input.othersSucceed === true && tries >= POISON_AFTER)
    return { kind: 'dead', reason: 'poison-suspected' };
  if (tries >= rule.budget) return { kind: 'dead', reason: 'budget' };
  const failures = Object.values(attempts).reduce((sum, count) => sum + count, 0);
  const paceMs = rule.pace === 'quick' ? conflictBackoffMs(failures, random) : backoffMs(failures, random);
  const ownMs = Math.max(paceMs, input.settleMs ?? 0);
  return wait(input, ownMs, (dueMs) => ({
    kind: 'retry',
    dueMs,
    counts: true,
    // Who says when to come back says it to all.
    throttleUntilMs: retryAfterSeconds === null ? null : nowMs + retryAfterSeconds * 1_000,
  }));
}

/** Waits as long as the server asks, or longer. Where that leads beyond the horizon, no attempt is left. */
function wait(input: DecisionInput, ownMs: number, until: (dueMs: number) => Decision): Decision {
  const { firstAttemptMs, nowMs, horizonMs = DEFAULT_HORIZON_MS } = input;
  // A clock that was set back prolongs nothing.
  const endMs = Math.min(firstAttemptMs, nowMs) + horizonMs;
  if (nowMs + ownMs > endMs) return { kind: 'dead', reason: 'horizon' };
  // Every other delivery would be told the same, and end in vain: people must see that the destination wants nothing for so long.
  if (askedMs(input) > endMs) return hold(input, ownMs);
  return until(Math.max(nowMs + ownMs, askedMs(input)));
}

function hold(input: DecisionInput, ownMs: number): Decision {
  return { kind: 'hold', reason: input.outcome, untilMs: Math.max(input.nowMs + ownMs, askedMs(input)) };
}

function askedMs({ nowMs, retryAfterSeconds }: DecisionInput): number {
  return nowMs + (retryAfterSeconds ?? 0) * 1_000;
}

function elapsed({ nowMs, firstAttemptMs }: DecisionInput): number {
  return Math.max(0, nowMs - firstAttemptMs);
}

function countOf({ attempts }: DecisionInput, outcome: DeliveryOutcome): number {
  return attempts[outcome] ?? 0;
}
