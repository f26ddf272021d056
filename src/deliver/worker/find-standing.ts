import type { ClaimedDelivery } from '../../store/outbox/delivery.js';
import type { Store } from '../../store/store.js';
import type { DeliveryDestination } from '../destination/delivery-destination.js';
import type { Judgement } from '../judgement.js';
import { readPlanResource, type PlanResource } from '../plan/plan-resource.js';
import type { ProfileName } from '../plan/profile.js';
import { standingOf, withdrawnOf, type Standing } from '../plan/withdrawn.js';
import { findHeld } from './find-held.js';
import type { Sending } from './send-request.js';
import { judgeUnmatched } from './unmatched.js';

/** What it takes beside the delivery. */
interface Finding {
  readonly profile: ProfileName;
  readonly destination: DeliveryDestination;
  readonly store: Pick<Store, 'readFormer'>;
  readonly sending: Sending;
}

/**
 * Finds what a destination still shows as valid of a report, though the report has it no more.
 *
 * @param present what the report has now.
 * @returns the judgement of the first question to the destination that it did not answer.
 */
export async function findStanding(
  claim: ClaimedDelivery,
  present: readonly PlanResource[],
  { profile, destination, store, sending }: Finding,
): Promise<readonly Standing[] | Judgement> {
  // The first of a report to go there: it has had nothing of it yet.
  if (claim.version === 1 && claim.claim === 1) return [];
  const former = await store.readFormer(claim.tenant, claim.reportId, [claim.language]);
  const withdrawn = withdrawnOf(
    former.map(({ json }) => readPlanResource(json)),
    present,
    destination,
  );
  const held = await findHeld(withdrawn, profile, (path) => sending.sender.get(path, sending.signal));
  if ('kind' in held)
    return judgeUnmatched(held, { interaction: 'resource', entries: [] }, sending, 'rejected');
  return standingOf(withdrawn, held);
}
