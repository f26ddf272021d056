import type { Outcome } from './classify.js';

/** How often and how patiently a failed GET is repeated. */
export interface RetryPolicy {
  /** HTTP requests in all, the first one included; >= 1. */
  readonly maxAttempts: number;
  /** Ceiling of the first wait in ms; it doubles with each attempt. */
  readonly retryBaseMs: number;
  /** Ceiling of any wait in ms. */
  readonly retryCapMs: number;
  /** Everything, waits included, must fit into this many ms. */
  readonly totalTimeoutMs: number;
}

/** What is known when an attempt has failed. */
export interface FailedAttempt {
  /** 1 for the first. */
  readonly attempt: number;
  readonly outcome: Outcome;
  /** Since the call began, in ms. */
  readonly elapsedMs: number;
  /** A number in [0, 1). */
  readonly random: number;
}

/**
 * Decides whether to try again, and when. Pure.
 *
 * Full jitter: anything from 0 to the exponential ceiling, so that callers which failed together do not return together.
 * A `Retry-After` is a floor. A wait that would end after the deadline is not begun: the caller
 * learns at once, and gets the vendor's `Retry-After` to act on.
 *
 * @returns the wait in ms, or `give-up`
 */
export function nextAttempt(failed: FailedAttempt, policy: RetryPolicy): { waitMs: number } | 'give-up' {
  if (!failed.outcome.retryable || failed.attempt >= policy.maxAttempts) return 'give-up';
  const ceiling = Math.min(policy.retryCapMs, policy.retryBaseMs * 2 ** (failed.attempt - 1));
  const waitMs = (failed.outcome.retryAfterSeconds ?? 0) * 1000 + Math.floor(failed.random * ceiling);
  return failed.elapsedMs + waitMs < policy.totalTimeoutMs ? { waitMs } : 'give-up';
}
