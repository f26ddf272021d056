import type { ClaimedDelivery, DeliveryClaim } from '../../store/outbox/delivery.js';
import type { DestinationStates } from '../../store/outbox/destination-state.js';
import type { DeliveryQueue } from '../../store/outbox/outbox.js';
import type { DeliveryDestination } from '../destination/delivery-destination.js';
import type { Decision } from '../policy/decision.js';
import { deliverVersion, type DeliveringDependencies, type DeliveryEnd } from './deliver-version.js';
import { endingOf, endingOfPlan, type AttemptFrame, type Closure, type Ending } from './ending.js';
import { keepLease } from './keep-lease.js';
import type { AttemptEnd } from './pace.js';
import { unprofiled, type ChosenProfile, type ProfileSource } from './profile-source.js';
import type { ProgressMemory } from './progress.js';
import type { Sending } from './send-request.js';
import { smaller } from './smaller.js';
import type { StartTimer } from './timer.js';

type Judged = Extract<DeliveryEnd, { kind: 'judged' }>;

/** What an attempt takes. */
export interface AttemptDependencies extends DeliveringDependencies {
  readonly queue: Pick<DeliveryQueue, 'extend' | 'finish' | 'release'>;
  readonly destinations: Pick<DestinationStates, 'hold' | 'unhold' | 'throttle'>;
  readonly sender: Sending['sender'];
  readonly judge: Sending['judge'];
  readonly profile: ProfileSource;
  readonly memory: ProgressMemory;
  /** What becomes of it. Pure but for the jitter that it was given. */
  readonly decide: (claim: ClaimedDelivery, judged: Judged['judgement'], nowMs: number) => Decision;
  readonly nextId: () => string;
  readonly startTimer?: StartTimer;
}

/**
 * Sends a claimed delivery once, and tells the outbox how that ended.
 *
 * @param stopping ends it early; what was sent is unknown then, and the delivery goes back.
 * @returns how it ended, for the destination's pace.
 */
export async function attempt(
  claim: ClaimedDelivery,
  dependencies: AttemptDependencies,
  stopping: AbortSignal,
): Promise<AttemptEnd> {
  const { queue, nowMs, leaseMs, nextId, startTimer, memory } = dependencies;
  const [startedMs, startedAt, correlationId] = [nowMs(), performance.now(), nextId()];
  const extend = () => queue.extend(claim, nowMs(), leaseMs);
  const lease = keepLease({ leaseMs, extend, stopping, startTimer });
  let outcome: AttemptEnd = null;
  try {
    const { end, decision } = await tried(claim, dependencies, correlationId, lease.signal);
    if (lease.signal.aborted && decision?.kind !== 'delivered') return await abandoned(claim, dependencies);
    const frame = { startedMs, durationMs: Math.round(performance.now() - startedAt), correlationId };
    outcome = await told(claim, { end, decision, frame }, dependencies);
    return outcome;
  } finally {
    lease.stop();
    memory.ended(claim.id, outcome);
  }
}

interface Tried {
  readonly end: DeliveryEnd;
  /** Of a judged end. */
  readonly decision: Decision | null;
}

/** Once as it is, and once more in smaller pieces when the destination says that it is too large. */
async function tried(
  claim: ClaimedDelivery,
  dependencies: AttemptDependencies,
  correlationId: string,
  signal: AbortSignal,
): Promise<Tried> {
  const { sender, judge, decide, nowMs, destination } = dependencies;
  const judged = (end: DeliveryEnd): Tried => ({
    end,
    decision: end.kind === 'judged' ? decide(claim, end.judgement, nowMs()) : null,
  });
  const chosen = await dependencies.profile(signal);
  if ('answer' in chosen) {
    const judgement = unprofiled(judge(chosen.answer, { interaction: 'resource', entries: [] }));
    return judged({ kind: 'judged', contentHash: claim.contentHash, judgement });
  }
  const once = async (to: DeliveryDestination, { profile }: ChosenProfile): Promise<Tried> => {
    const sending = {
      sender,
      judge,
      correlationId,
      signal,
      ...dependencies.memory.of(claim.id),
      isVerified: to.verify,
    };
    return judged(await deliverVersion(claim, profile, { ...dependencies, destination: to }, sending));
  };
  const capped = { ...destination, entryCap: chosen.entryCap };
  const first = await once(capped, chosen);
  return first.decision?.kind === 'shrink' ? once(smaller(capped), chosen) : first;
}

async function told(
  claim: ClaimedDelivery,
  { end, decision, frame }: Tried & { readonly frame: AttemptFrame },
  { queue, destinations, nowMs }: AttemptDependencies,
): Promise<AttemptEnd> {
  const ending = endOf(end, decision, frame, nowMs());
  if (ending === null) {
    await queue.release(claim, nowMs());
    return end.kind === 'busy' ? 'busy' : null;
  }
  // Before the claim ends: nobody shall claim the next one meanwhile.
  if (ending.closure !== null) await close(claim.destination, ending.closure, destinations, nowMs());
  else if (ending.verdict.kind === 'delivered') await destinations.unhold(claim.destination);
  await queue.finish(claim, ending.verdict, nowMs());
  return end.kind === 'judged' ? end.judgement.outcome : null;
}

function endOf(
  end: DeliveryEnd,
  decision: Decision | null,
  frame: AttemptFrame,
  nowMs: number,
): Ending | null {
  if (end.kind === 'not-plannable') return endingOfPlan(end, frame);
  return end.kind === 'judged' && decision !== null ? endingOf(end, decision, frame, nowMs) : null;
}

async function close(
  destination: string,
  closure: Closure,
  destinations: AttemptDependencies['destinations'],
  nowMs: number,
): Promise<void> {
  if (closure.kind === 'throttle') await destinations.throttle(destination, closure.untilMs);
  else await destinations.hold(destination, closure.reason, closure.untilMs, nowMs);
}

/** The process stops, or the lease is lost: what was sent nobody knows, and sending again must be safe. */
async function abandoned(
  claim: DeliveryClaim,
  { queue, nowMs }: Pick<AttemptDependencies, 'queue' | 'nowMs'>,
): Promise<null> {
  await queue.release(claim, nowMs());
  return null;
}
