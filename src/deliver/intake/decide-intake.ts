import type { VendorFailureKind } from '../../vendor/failure.js';
import { backoffMs, type Random } from '../policy/backoff.js';

/** Why an intake did not succeed: what the vendor did, or a failure of our own. */
export type IntakeProblem = VendorFailureKind | 'erased' | 'internal';

/** What is known when an attempt has failed. Times are ms since the epoch. */
export interface IntakeFailure {
  readonly problem: IntakeProblem;
  /** What the vendor asks for, if anything. */
  readonly retryAfterSeconds: number | undefined;
  /** The one that has just failed included. */
  readonly attempts: number;
  /** When the intake was made. */
  readonly createdMs: number;
  readonly nowMs: number;
  readonly random: Random;
}

/** What becomes of it. */
export type IntakeDecision = { readonly kind: 'fail' } | { readonly kind: 'retry'; readonly dueMs: number };

/** As long as a delivery is tried. */
const HORIZON_MS = 72 * 60 * 60_000;

/**
 * How often each is tried. What an operator can mend is tried until the horizon; a report that the vendor does not have may come a
 * little later than the word of it; the same answer to the same question will not change.
 */
const BUDGET: Readonly<Record<IntakeProblem, number>> = {
  throttled: Infinity,
  transient: Infinity,
  timeout: Infinity,
  unreachable: Infinity,
  overloaded: Infinity,
  closing: Infinity,
  unauthorised: Infinity,
  redirected: Infinity,
  'not-found': 6,
  structure: 3,
  internal: 5,
  refused: 1,
  'too-large': 1,
  'bad-request-id': 1,
  'bad-locale': 1,
  erased: 1,
  'file-host': 1,
  'file-address': 1,
  'file-refused': 1,
  'file-type': 1,
  'file-broken': 1,
};

/** Decides whether a report is asked for again, and when. Pure. A `Retry-After` is a floor. */
export function decideIntake(failure: IntakeFailure): IntakeDecision {
  const { problem, retryAfterSeconds = 0, attempts, createdMs, nowMs, random } = failure;
  if (attempts >= BUDGET[problem]) return { kind: 'fail' };
  const dueMs = nowMs + retryAfterSeconds * 1_000 + backoffMs(attempts - 1, random);
  return dueMs - createdMs > HORIZON_MS ? { kind: 'fail' } : { kind: 'retry', dueMs };
}
