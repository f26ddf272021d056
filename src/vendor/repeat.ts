import type { AttemptResult } from './attempt.js';
import { VendorFailure } from './failure.js';
import { nextAttempt, type RetryPolicy } from './next-attempt.js';
import type { Timing } from './timing.js';

/** What the vendor answered, unread. */
export interface FetchedReport {
  /** The body, decoded from UTF-8 and within the size limit; not yet known to be JSON. */
  readonly text: string;
  /** HTTP requests it took. */
  readonly attempts: number;
}

/** The reason a call's signal aborts with when its whole time is spent. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
}

/** One call: all its attempts and the waits between them. */
export interface Call {
  readonly policy: RetryPolicy;
  readonly timing: Timing;
  /** Ends the call; its reason is thrown as it is, unless it is {@link DeadlinePassed}. */
  readonly signal: AbortSignal;
  /** When the call began, on the monotonic clock of `timing`. */
  readonly startedMs: number;
}

/**
 * Sends until there is a report, or until it is not worth another try.
 *
 * @param send one attempt; it ends early when the call's signal aborts
 * @throws VendorFailure with what the last attempt came to, or `timeout` when the deadline passed
 */
export async function repeat(send: () => Promise<AttemptResult>, call: Call): Promise<FetchedReport> {
  const { policy, timing, signal, startedMs } = call;
  for (let attempts = 1; ; attempts += 1) {
    const result = await send();
    if ('text' in result) return { text: result.text, attempts };
    throwIfOver(signal, attempts);
    const { kind, ...details } = result.outcome;
    const next = nextAttempt(
      {
        attempt: attempts,
        outcome: result.outcome,
        elapsedMs: timing.now() - startedMs,
        random: timing.random(),
      },
      policy,
    );
    if (next === 'give-up') throw new VendorFailure(kind, { ...details, attempts });
    await timing.sleep(next.waitMs, signal).catch(() => undefined);
    throwIfOver(signal, attempts);
  }
}

// An aborted attempt fails with some transport error, so the signal is asked what really happened.
function throwIfOver(signal: AbortSignal, attempts: number): void {
  if (signal.reason instanceof DeadlinePassed) throw new VendorFailure('timeout', { attempts });
  signal.throwIfAborted();
}
