import type { ClaimedDelivery } from '../../store/outbox/delivery.js';
import type { ReportContent } from '../../store/outbox/content-of.js';
import type { DeliveryDestination } from '../destination/delivery-destination.js';
import type { Judgement } from '../judgement.js';
import type { Decision } from '../policy/decision.js';
import type { AttemptDependencies } from './attempt-dependencies.js';
import { censorIssues } from './censor-issues.js';
import { deliverVersion, type DeliveryEnd } from './deliver-version.js';
import { unprofiled, type ChosenProfile } from './profile-source.js';
import type { KeptSending } from './send-plan.js';
import { smaller } from './smaller.js';

/** What belongs to this attempt. */
export type Attempting = Pick<KeptSending, 'done' | 'found' | 'keep' | 'correlationId' | 'signal'>;

/** How trying ended. */
export interface Tried {
  readonly end: DeliveryEnd;
  /** Of a judged end. */
  readonly decision: Decision | null;
}

/** What is thrown is an end, too: it has a budget as all have, and people see it. */
export async function tryDelivery(
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
    return { end: { kind: 'judged', content: asClaimed(claim), judgement }, decision };
  }
}

/** Once as it is, and once more in smaller pieces when the destination says that it is too large. */
async function tried(
  claim: ClaimedDelivery,
  dependencies: AttemptDependencies,
  attempting: Attempting,
): Promise<Tried> {
  const { sender, judge, decide, nowMs, destination, credentials } = dependencies;
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
    const judgement = censorIssues(told, destination, { resources: [], credentials: credentials() });
    return judged({ kind: 'judged', content: asClaimed(claim), judgement });
  }
  const once = async (to: DeliveryDestination, { profile }: ChosenProfile): Promise<Tried> => {
    const sending = { ...attempting, sender, judge, isVerified: to.verify };
    return judged(await deliverVersion(claim, profile, { ...dependencies, destination: to }, sending));
  };
  const capped = { ...destination, entryCap: chosen.entryCap };
  const first = await once(capped, chosen);
  return first.decision?.kind === 'shrink' ? once(smaller(capped), chosen) : first;
}

/** Nothing was read or sent. */
function asClaimed({ contentHash }: ClaimedDelivery): ReportContent {
  return { contentHash, reportVersion: null };
}
