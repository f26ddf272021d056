import type { DeliveryOutcome } from '../outcome.js';

/**
 * What the policy does about an outcome.
 *
 * - `delivered`: nothing more.
 * - `retry`: by itself, within a budget of attempts.
 * - `throttled`: once the destination takes something again; nothing is counted.
 * - `park`: slowly, until others have brought what is missing.
 * - `shrink`: once, smaller.
 * - `hold`: the whole destination waits for people.
 * - `dead`: people decide.
 */
export type Rule =
  | { readonly does: 'delivered' | 'throttled' | 'park' | 'shrink' | 'hold' | 'dead' }
  | {
      readonly does: 'retry';
      /** Most attempts that end so. */
      readonly budget: number;
      /** Whether the server may have done what was asked. */
      readonly isUnknown: boolean;
      /** A conflict is over in a moment; an outage is not. */
      readonly pace: 'usual' | 'quick';
    };

/** Hours of attempts at the slowest pace: it is the horizon that ends these. */
const LONG = 600;

function retry(budget: number, isUnknown: boolean, pace: 'usual' | 'quick' = 'usual'): Rule {
  return { does: 'retry', budget, isUnknown, pace };
}

/** The outcome table. */
export const RULES: Readonly<Record<DeliveryOutcome, Rule>> = {
  delivered: { does: 'delivered' },

  transient: retry(LONG, true),
  unreachable: retry(LONG, false),
  // Only while nothing else gets through either: see POISON_AFTER.
  'server-error': retry(LONG, true),
  unanswered: retry(50, true),
  partial: retry(10, true),
  conflict: retry(10, false, 'quick'),
  // Some servers answer 408 to what they can never process (microsoft/fhir-server), and every try costs them the whole time.
  'timed-out': retry(5, true),
  // A network that spoils one answer in ten does so five times with one delivery of some thousands: nothing is wrong with that one.
  unverifiable: retry(10, true),
  // A defect does not pass; a store that failed for a moment does.
  internal: retry(10, true),
  throttled: { does: 'throttled' },
  'missing-target': { does: 'park' },
  'too-large': { does: 'shrink' },

  // Where others get through, a refusal of this one is this one's: see POISON_AFTER.
  unauthorised: { does: 'hold' },
  misconfigured: { does: 'hold' },
  redirected: { does: 'hold' },
  untrusted: { does: 'hold' },
  gone: { does: 'hold' },
  'not-transactional': { does: 'hold' },

  rejected: { does: 'dead' },
  'several-matches': { does: 'dead' },
  deleted: { does: 'dead' },
};

/** Whether the server may have done what was asked, or may still do it. */
export function isUnknown(outcome: DeliveryOutcome): boolean {
  const rule = RULES[outcome];
  return rule.does === 'retry' && rule.isUnknown;
}

/** After these the server may hold what was sent, or a part of it. */
export const MAY_HAVE_STORED: readonly string[] = Object.entries(RULES)
  .filter(([outcome, rule]) => outcome === 'not-transactional' || (rule.does === 'retry' && rule.isUnknown))
  .map(([outcome]) => outcome);

/** So often a server may answer 500 or 403 to one delivery while others reach it: then it is the delivery that makes it fail. */
export const POISON_AFTER = 8;
