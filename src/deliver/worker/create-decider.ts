import type { ClaimedDelivery } from '../../store/outbox/delivery.js';
import type { DeliveryDestination } from '../destination/delivery-destination.js';
import type { Judgement } from '../judgement.js';
import { decide } from '../policy/decide.js';
import type { Decision } from '../policy/decision.js';
import { mayBeOfOne } from '../policy/may-be-of-one.js';

/** So long after a success a destination counts as one that works. */
const WORKS_FOR_MS = 5 * 60_000;

/** So long after a create that was not answered it may still be carried out, or not be found yet (HAPI keeps searches for a minute). */
const SETTLE_MS = 60_000;

/** So many deliveries are remembered that were refused alone; of others nothing is known, and their destination is held once more. */
const MOST_REFUSED = 1_000;

/**
 * Decides what becomes of one destination's deliveries. It knows when another one succeeded last: a server that fails for one only, or
 * refuses it, has something against that one.
 */
export function createDecider(
  { horizonMs, timeoutMs }: Pick<DeliveryDestination, 'horizonMs' | 'timeoutMs'>,
  random: () => number,
  monotonicMs: () => number,
): (claim: ClaimedDelivery, judgement: Judgement, nowMs: number) => Decision {
  let lastSuccessMs = -Infinity;
  /** When these were refused first. */
  const refusedMs = new Map<string, number>();
  return ({ id, attempts, firstAttemptMs }, judgement, nowMs) => {
    const { outcome, retryAfterSeconds, mayYetBeMade } = judgement;
    const now = monotonicMs();
    const othersSucceed = now - lastSuccessMs < WORKS_FOR_MS;
    if (outcome === 'delivered') lastSuccessMs = now;
    const isRefusedAlone = mayBeOfOne(judgement);
    const sinceMs = refusedMs.get(id) ?? now;
    if (!isRefusedAlone) refusedMs.delete(id);
    else if (refusedMs.size < MOST_REFUSED) refusedMs.set(id, sinceMs);
    return decide({
      ...{ outcome, attempts, retryAfterSeconds, nowMs, random, horizonMs, othersSucceed },
      firstAttemptMs: firstAttemptMs ?? nowMs,
      settleMs: mayYetBeMade === true ? Math.max(timeoutMs, SETTLE_MS) : 0,
      isRefusedAlone: isRefusedAlone && (othersSucceed || lastSuccessMs > sinceMs),
    });
  };
}
