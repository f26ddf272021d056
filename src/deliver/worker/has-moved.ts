import type { ClaimedDelivery } from '../../store/outbox/delivery.js';
import type { DeliveryQueue } from '../../store/outbox/outbox.js';
import type { Store } from '../../store/store.js';
import type { DeliveryDestination } from '../destination/delivery-destination.js';
import type { NotPlannableReason } from '../plan/not-plannable.js';
import { readPlanResource, type PlanResource } from '../plan/plan-resource.js';
import { patientOf } from '../plan/subject.js';
import { MAY_HAVE_STORED } from '../policy/rule.js';

/** What it takes beside the delivery. */
interface Asking {
  readonly destination: Pick<DeliveryDestination, 'subject'>;
  readonly queue: Pick<DeliveryQueue, 'sentBefore' | 'wasRetriedAfter'>;
  readonly store: Pick<Store, 'readVersion'>;
}

const REASON: NotPlannableReason = 'subject-changed';

/**
 * Whether a report was sent to a destination as that of another patient, and nobody has said since that it shall go there all the
 * same. A report that gets its patient later was nobody's.
 *
 * @param report its DiagnosticReport as it is now.
 */
export async function hasMoved(
  claim: ClaimedDelivery,
  report: PlanResource,
  { destination, queue, store }: Asking,
): Promise<boolean> {
  const patient = patientOf(report);
  const isFirst = claim.version === 1 && claim.claim === 1;
  if (isFirst || patient === null || destination.subject === 'none') return false;
  for (const versionId of await queue.sentBefore(claim, MAY_HAVE_STORED)) {
    const before = await store.readVersion(claim.tenant, 'DiagnosticReport', claim.reportId, versionId);
    const former = before !== null && 'json' in before ? patientOf(readPlanResource(before.json)) : null;
    if (former !== null) return former !== patient && !(await queue.wasRetriedAfter(claim, REASON));
  }
  return false;
}
