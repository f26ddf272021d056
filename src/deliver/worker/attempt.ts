import type { ClaimedDelivery, DeliveryClaim } from '../../store/outbox/delivery.js';
import type { DestinationStates } from '../../store/outbox/destination-state.js';
import type { DeliveryQueue } from '../../store/outbox/outbox.js';
import type { DeliveryDestination } from '../destination/delivery-destination.js';
import type { Judgement } from '../judgement.js';
import type { Decision } from '../policy/decision.js';
import { censorIssues } from './censor-issues.js';
import { deliverVersion, type DeliveringDependencies, type DeliveryEnd } from './deliver-version.js';
import {
  endingOf,
  endingOfInterrupted,
  endingOfPlan,
  type Attempted,
  type Closure,
  type Ending,
} from './ending.js';
import { guardedSender, type Guard } from './guarded-sender.js';
import { keepLease } from './keep-lease.js';
import type { AttemptEnd } from './pace.js';
import { unprofiled, type ChosenProfile, type ProfileSource } from './profile-source.js';
import { readProgress, writeProgress, type Progress } from './progress.js';
import type { KeptSending } from './send-plan.js';
import type { Sending } from './send-request.js';
import { smaller } from './smaller.js';

type Judged = Extract<DeliveryEnd, { kind: 'judged' }>;

/** What an attempt takes. */
export interface AttemptDependencies extends DeliveringDependencies {
  readonly queue: Pick<DeliveryQueue, 'extend' | 'finish' | 'release'>;
  readonly destinations: Pick<DestinationStates, 'hold' | 'throttle'>;
  readonly sender: Sending['sender'];
  readonly judge: Sending['judge'];
  readonly profile: ProfileSource;
  readonly takeRequest: Guard['takeRequest'];
  /** What becomes of it. Pure but for the jitter that it was given. */
  readonly decide: (claim: ClaimedDelivery, judged: Judged['judgement'], nowMs: number) => Decision;
  readonly nextId: () => string;
  /** Told of what was thrown while a delivery was worked on. */
  readonly onError: (error: unknown) => void;
}

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
  const keep = inTurn(() => queue.extend(claim, writeProgress(progress), nowMs(), leaseMs));
  const lease = keepLease({ leaseMs, extend: keep, stopping, startTimer });
  try {
    const attempting = { ...progress, keep, correlationId, signal: lease.signal };
    const guard = { ...lease, takeRequest: dependencies.takeRequest, startTimer };
    const sender = guardedSender(dependencies.sender, guard);
    const { end, decision } = await survived(claim, { ...dependencies, sender }, attempting);
    if (lease.signal.aborted && !isAnswered(end)) return await givenBack(claim, progress, null, dependencies);
    return await told(claim, { end, decision, frame: frame(), progress }, dependencies, answered);
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

/** One call after the other: what is written last is what was true last. */
function inTurn(work: () => Promise<boolean>): () => Promise<boolean> {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const next = last.then(work);
    last = next;
    return next;
  };
}

/** What belongs to this attempt. */
type Attempting = Pick<KeptSending, 'done' | 'found' | 'keep' | 'correlationId' | 'signal'>;

interface Tried {
  readonly end: DeliveryEnd;
  /** Of a judged end. */
  readonly decision: Decision | null;
}

/** What is thrown is an end, too: it has a budget as all have, and people see it. */
async function survived(
  claim: ClaimedDelivery,
  dependencies: AttemptDependencies,
  attempting: Attempting,
): Promise<Tried> {
  try {
    return await tried(claim, dependencies, attempting);
  } catch (error) {
    if (!attempting.signal.aborted) dependencies.onError(error);
    const nothing = { status: null, retryAfterSeconds: null, entries: [], issues: [] };
    const judgement: Judgement = { ...nothing, outcome: 'internal' };
    const decision = dependencies.decide(claim, judgement, dependencies.nowMs());
    return { end: { kind: 'judged', contentHash: claim.contentHash, judgement }, decision };
  }
}

/** Once as it is, and once more in smaller pieces when the destination says that it is too large. */
async function tried(
  claim: ClaimedDelivery,
  dependencies: AttemptDependencies,
  attempting: Attempting,
): Promise<Tried> {
  const { sender, judge, decide, nowMs, destination } = dependencies;
  // It was enqueued for a destination that got this tenant's reports then.
  if (!destination.tenants.includes(claim.tenant))
    return { end: { kind: 'not-plannable', reason: 'not-permitted' }, decision: null };
  const judged = (end: DeliveryEnd): Tried => ({
    end,
    decision: end.kind === 'judged' ? decide(claim, end.judgement, nowMs()) : null,
  });
  const chosen = await dependencies.profile(attempting.signal);
  if ('answer' in chosen) {
    const told = unprofiled(judge(chosen.answer, { interaction: 'resource', entries: [] }));
    const judgement = censorIssues(told, destination, []);
    return judged({ kind: 'judged', contentHash: claim.contentHash, judgement });
  }
  const once = async (to: DeliveryDestination, { profile }: ChosenProfile): Promise<Tried> => {
    const sending = { ...attempting, sender, judge, isVerified: to.verify };
    return judged(await deliverVersion(claim, profile, { ...dependencies, destination: to }, sending));
  };
  const capped = { ...destination, entryCap: chosen.entryCap };
  const first = await once(capped, chosen);
  return first.decision?.kind === 'shrink' ? once(smaller(capped), chosen) : first;
}

async function told(
  claim: ClaimedDelivery,
  { end, decision, ...attempted }: Tried & Attempted,
  dependencies: AttemptDependencies,
  answered: (outcome: AttemptEnd) => void,
): Promise<AttemptEnd> {
  const { queue, destinations, nowMs } = dependencies;
  const ending = endOf(end, decision, attempted, nowMs());
  if (ending === null)
    return givenBack(claim, attempted.progress, end.kind === 'busy' ? 'busy' : null, dependencies);
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
async function givenBack(
  claim: DeliveryClaim,
  progress: Progress,
  end: 'busy' | null,
  { queue, nowMs }: Pick<AttemptDependencies, 'queue' | 'nowMs'>,
): Promise<'busy' | null> {
  await queue.release(claim, writeProgress(progress), nowMs());
  return end;
}
