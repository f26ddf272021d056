import type { ClaimedDelivery } from '../../store/outbox/delivery.js';
import type { Store } from '../../store/store.js';
import type { DeliveryDestination } from '../destination/delivery-destination.js';
import type { Judgement } from '../judgement.js';
import { addressOf, readPlanResource, type PlanResource } from '../plan/plan-resource.js';
import type { ProfileName } from '../plan/profile.js';
import { standingOf, withdrawnOf, type Standing } from '../plan/withdrawn.js';
import type { ReceiverIssue } from '../receiver-issue.js';
import { isAsLeft } from '../verify/is-as-left.js';
import { findHeld } from './find-held.js';
import type { Sending } from './send-request.js';
import { judgeUnmatched } from './unmatched.js';

/** What it takes beside the delivery. */
interface Finding {
  readonly profile: ProfileName;
  readonly destination: DeliveryDestination;
  readonly store: Pick<Store, 'readFormer' | 'history'>;
  readonly sending: Sending;
}

/** What a destination still shows as valid. */
export interface Found {
  /** What is to be withdrawn. */
  readonly standing: readonly Standing[];
  /** What is not, as somebody there has worked on it since: people decide. */
  readonly issues: readonly ReceiverIssue[];
}

const NOTHING: Found = { standing: [], issues: [] };

/**
 * Finds what a destination still shows as valid of a report, though the report has it no more.
 *
 * @param present what the report has now.
 * @returns the judgement of the first question to the destination that it did not answer.
 */
export async function findStanding(
  claim: ClaimedDelivery,
  present: readonly PlanResource[],
  finding: Finding,
): Promise<Found | Judgement> {
  const { profile, destination, store, sending } = finding;
  // The first of a report to go there: it has had nothing of it yet.
  if (claim.version === 1 && claim.claim === 1) return NOTHING;
  const former = await store.readFormer(claim.tenant, claim.reportId, [claim.language]);
  const withdrawn = withdrawnOf(
    former.map(({ json }) => readPlanResource(json)),
    present,
    destination,
  );
  const held = await findHeld(withdrawn, profile, (path) => sending.sender.get(path, sending.signal));
  if ('kind' in held)
    return judgeUnmatched(held, { interaction: 'resource', entries: [] }, sending, 'rejected');
  const found = { standing: new Array<Standing>(), issues: new Array<ReceiverIssue>() };
  for (const one of standingOf(withdrawn, held)) {
    if (await isUntouched(one, claim, finding)) found.standing.push(one);
    else found.issues.push(leftIssue(one));
  }
  return found;
}

/** So many versions of a resource are looked through. */
const VERSIONS = 100;

/** Whether it is there as any version of ours was: the last one need not have been sent. What may not be read nobody can tell. */
async function isUntouched(
  { resource, held: { stored } }: Standing,
  { tenant }: ClaimedDelivery,
  { store, destination, profile }: Finding,
): Promise<boolean> {
  if (stored === null) return true;
  const part = { count: VERSIONS, sinceMs: null, after: null };
  const history = await store.history(tenant, resource.resourceType, resource.id, part);
  if (history === null || !('versions' in history)) return false;
  return history.versions.some(
    (version) => 'json' in version && isAsLeft(readPlanResource(version.json), stored, destination, profile),
  );
}

function leftIssue({ resource }: Standing): ReceiverIssue {
  return {
    severity: 'warning',
    code: 'conflict',
    text: 'The report has this no more. It was changed there since it was sent, and was not withdrawn.',
    resource: addressOf(resource),
  };
}
