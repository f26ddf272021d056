import { createOneAtATime } from '../../store/one-at-a-time.js';
import type { ClaimedDelivery } from '../../store/outbox/delivery.js';
import type { AttemptDependencies } from './attempt-dependencies.js';
import type { DeliveryEnd } from './deliver-version.js';
import { endingOfInterrupted } from './ending.js';
import { guardedSender } from './guarded-sender.js';
import { keepLease } from './keep-lease.js';
import type { AttemptEnd } from './pace.js';
import { readProgress, writeProgress } from './progress.js';
import { giveBack, tellOutbox } from './tell-outbox.js';
import { tryDelivery } from './try-delivery.js';

/**
 * Sends a claimed delivery once, and tells the outbox how that ended.
 *
 * @param stopping ends it early; what was sent is unknown then, and the delivery goes back.
 * @param answered called when it is known how it ended, and the next one may begin.
 * @returns how it ended, for the destination's pace.
 */
export async function attempt(
  claim: ClaimedDelivery,
  dependencies: AttemptDependencies,
  stopping: AbortSignal,
  answered: (outcome: AttemptEnd) => void = () => undefined,
): Promise<AttemptEnd> {
  const { queue, nowMs, leaseMs, nextId, startTimer } = dependencies;
  const [startedMs, startedAt, correlationId] = [nowMs(), performance.now(), nextId()];
  const frame = () => ({ startedMs, durationMs: Math.round(performance.now() - startedAt), correlationId });
  const given = endingOfInterrupted(claim, frame());
  if (given !== null) {
    await queue.finish(claim, given.verdict, nowMs());
    return null;
  }
  const progress = readProgress(claim.progress);
  // One after the other: what is written last is what was true last.
  const inTurn = createOneAtATime();
  const keep = () => inTurn(() => queue.extend(claim, writeProgress(progress), nowMs(), leaseMs));
  const lease = keepLease({ leaseMs, extend: keep, stopping, startTimer });
  try {
    const attempting = { ...progress, keep, correlationId, signal: lease.signal };
    const guard = { ...lease, takeRequest: dependencies.takeRequest, startTimer };
    const sender = guardedSender(dependencies.sender, guard);
    const { end, decision } = await tryDelivery(claim, { ...dependencies, sender }, attempting);
    if (lease.signal.aborted && !isAnswered(end)) return await giveBack(claim, progress, null, dependencies);
    return await tellOutbox(claim, { end, decision, frame: frame(), progress }, dependencies, answered);
  } finally {
    lease.stop();
  }
}

/** Whether the destination has said what became of it, or nobody may ask so soon. */
function isAnswered(end: DeliveryEnd): boolean {
  if (end.kind !== 'judged') return false;
  const { status, outcome, mayYetBeMade } = end.judgement;
  return mayYetBeMade === true || (status !== null && outcome !== 'unverifiable');
}
