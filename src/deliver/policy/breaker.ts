import { between, type Random } from './backoff.js';
import type { DeliveryOutcome } from '../outcome.js';

/**
 * Whether anything is sent to a destination, and how much at a time. Pure: every change makes a new one.
 *
 * - `closed`: up to `slots` requests at a time; after an outage one, then twice as many after every few successes (slow start), so
 *   that a server that has just come back is not knocked over by what has piled up.
 * - `open`: none until `probeMs`.
 * - `probing`: one, which decides.
 */
export type Breaker =
  | {
      readonly phase: 'closed';
      readonly slots: number;
      /** Since the slots were last doubled. */
      readonly successes: number;
      /** How the last ones ended, oldest first. */
      readonly recent: readonly ('success' | 'failure')[];
    }
  | { readonly phase: 'open'; readonly probeMs: number; readonly openings: number }
  | { readonly phase: 'probing'; readonly openings: number };

/** What an attempt says about the server: that it works, that it does not, or neither. */
export type Sign = 'success' | 'failure' | 'none';

export interface BreakerOptions {
  /** Most requests at a time. */
  readonly most: number;
  /** It opens after so many failures in a row … */
  readonly inARow: number;
  /** … or when of so many last ones at least half failed. */
  readonly window: number;
  /** Successes after which the slots are doubled. */
  readonly growAfter: number;
  /** The first probe comes after any time up to this, and not before half of it; each further one after twice as long. */
  readonly probeMs: number;
  readonly longestProbeMs: number;
}

export const defaultBreakerOptions: BreakerOptions = {
  most: 4,
  inARow: 5,
  window: 20,
  growAfter: 10,
  probeMs: 30_000,
  longestProbeMs: 5 * 60_000,
};

/** Of a destination that nothing is known of. */
export function newBreaker({ most }: Pick<BreakerOptions, 'most'>): Breaker {
  return { phase: 'closed', slots: most, successes: 0, recent: [] };
}

/**
 * Whether one more request may start.
 *
 * @param inFlight how many are under way.
 * @param nowMs of the clock that the other times come from.
 */
export function mayStart(breaker: Breaker, inFlight: number, nowMs: number): boolean {
  if (breaker.phase === 'closed') return inFlight < breaker.slots;
  return breaker.phase === 'open' && nowMs >= breaker.probeMs && inFlight === 0;
}

/** When it makes sense to ask again, for one that is open; null: when a request has ended. */
export function nextStartMs(breaker: Breaker): number | null {
  return breaker.phase === 'open' ? breaker.probeMs : null;
}

/** A request that may start has started. */
export function afterStart(breaker: Breaker): Breaker {
  return breaker.phase === 'open' ? { phase: 'probing', openings: breaker.openings } : breaker;
}

/** A request has ended. */
export function afterEnd(
  breaker: Breaker,
  sign: Sign,
  { nowMs, random, options }: { nowMs: number; random: Random; options: BreakerOptions },
): Breaker {
  switch (breaker.phase) {
    case 'open':
      // It had started before; that the server works is good news at any time.
      return sign === 'success' ? slowStart() : breaker;
    case 'probing':
      return sign === 'failure' ? opened(breaker.openings + 1, nowMs, random, options) : slowStart();
    case 'closed': {
      if (sign === 'none') return breaker;
      const recent = [...breaker.recent, sign].slice(-options.window);
      if (sign === 'failure') {
        return isTooMuch(recent, options)
          ? opened(1, nowMs, random, options)
          : { ...breaker, recent, successes: 0 };
      }
      const successes = breaker.successes + 1;
      return successes < options.growAfter
        ? { ...breaker, recent, successes }
        : { ...breaker, recent, successes: 0, slots: Math.min(breaker.slots * 2, options.most) };
    }
  }
}

/** What was started ended without a request: of the server nothing is known that was not known before. */
export function afterNothing(breaker: Breaker, nowMs: number): Breaker {
  return breaker.phase === 'probing'
    ? { phase: 'open', openings: breaker.openings, probeMs: nowMs }
    : breaker;
}

function slowStart(): Breaker {
  return { phase: 'closed', slots: 1, successes: 0, recent: [] };
}

function opened(openings: number, nowMs: number, random: Random, options: BreakerOptions): Breaker {
  const longest = Math.min(options.probeMs * 2 ** Math.min(openings - 1, 30), options.longestProbeMs);
  return { phase: 'open', openings, probeMs: nowMs + between(longest / 2, longest, random) };
}

function isTooMuch(recent: readonly Sign[], { inARow, window }: BreakerOptions): boolean {
  const last = recent.slice(-inARow);
  if (last.length === inARow && last.every((sign) => sign === 'failure')) return true;
  const failures = recent.filter((sign) => sign === 'failure').length;
  return recent.length === window && failures * 2 >= window;
}

const FAILURES: ReadonlySet<DeliveryOutcome> = new Set([
  'transient',
  'unreachable',
  'unanswered',
  'server-error',
]);

/** Outcomes that say nothing of whether the server works: it was not asked, or could not be understood. */
const NEITHER: ReadonlySet<DeliveryOutcome> = new Set([
  'throttled',
  'timed-out',
  'unverifiable',
  'unauthorised',
  'misconfigured',
  'redirected',
  'untrusted',
  'gone',
  'internal',
]);

/** What an outcome says about the server: a refusal of content says that it works. */
export function signOf(outcome: DeliveryOutcome): Sign {
  if (FAILURES.has(outcome)) return 'failure';
  return NEITHER.has(outcome) ? 'none' : 'success';
}
