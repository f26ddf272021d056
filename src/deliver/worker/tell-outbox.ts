import type { ClaimedDelivery, DeliveryClaim } from '../../store/outbox/delivery.js';
import type { Decision } from '../policy/decision.js';
import type { AttemptDependencies } from './attempt-dependencies.js';
import type { DeliveryEnd } from './deliver-version.js';
import { endingOf, endingOfPlan, type Attempted, type Closure, type Ending } from './ending.js';
import type { AttemptEnd } from './pace.js';
import { writeProgress, type Progress } from './progress.js';
import type { Tried } from './try-delivery.js';

/**
 * Tells the outbox how an attempt ended: closes the destination where that is due, and ends the claim.
 *
 * @param answered called as soon as another one may begin.
 */
export async function tellOutbox(
  claim: ClaimedDelivery,
  { end, decision, ...attempted }: Tried & Attempted,
  dependencies: AttemptDependencies,
  answered: (outcome: AttemptEnd) => void,
): Promise<AttemptEnd> {
  const { queue, destinations, nowMs } = dependencies;
  const ending = endOf(end, decision, attempted, nowMs());
  if (ending === null)
    return giveBack(claim, attempted.progress, end.kind === 'busy' ? 'busy' : null, dependencies);
  // Before the claim ends: nobody shall claim the next one meanwhile.
  if (ending.closure !== null) await close(claim.destination, ending.closure, destinations, nowMs());
  const outcome = end.kind === 'judged' ? end.judgement.outcome : null;
  // Maybe what is missing is what it was once given: it was emptied, or a backup was restored.
  if (outcome === 'missing-target' || outcome === 'deleted')
    await dependencies.shared.forget(claim.destination);
  answered(outcome);
  await queue.finish(claim, ending.verdict, nowMs());
  return outcome;
}

function endOf(
  end: DeliveryEnd,
  decision: Decision | null,
  attempted: Attempted,
  nowMs: number,
): Ending | null {
  if (end.kind === 'not-plannable') return endingOfPlan(end, attempted.frame);
  return end.kind === 'judged' && decision !== null ? endingOf(end, decision, attempted, nowMs) : null;
}

async function close(
  destination: string,
  closure: Closure,
  destinations: AttemptDependencies['destinations'],
  nowMs: number,
): Promise<void> {
  if (closure.kind === 'throttle') await destinations.throttle(destination, closure.untilMs);
  else await destinations.hold(destination, closure.reason, closure.untilMs, nowMs, closure.errorCode);
}

/**
 * Nothing was sent, or the process stops, or the lease is lost: what was sent last nobody knows, and sending that again must be safe.
 */
export async function giveBack(
  claim: DeliveryClaim,
  progress: Progress,
  end: 'busy' | null,
  { queue, nowMs }: Pick<AttemptDependencies, 'queue' | 'nowMs'>,
): Promise<'busy' | null> {
  await queue.release(claim, writeProgress(progress), nowMs());
  return end;
}
