import type { DeliveryDestination } from '../destination/delivery-destination.js';
import { addressOf, type PlanResource } from '../plan/plan-resource.js';
import type { ProfileName } from '../plan/profile.js';
import { standingOf, withdrawnOf } from '../plan/withdrawn.js';
import { findHeld, type Get } from '../worker/find-held.js';
import type { Compared } from './compare-plan.js';

/** What a report had and has now, and where it was sent. */
export interface Remains {
  readonly former: readonly PlanResource[];
  readonly present: readonly PlanResource[];
  readonly destination: DeliveryDestination;
  readonly profile: ProfileName;
}

/**
 * Finds what a destination still shows as valid though the report has it no more. Nothing is written.
 *
 * @param get reads below the base.
 */
export async function findNotWithdrawn(remains: Remains, get: Get): Promise<Compared> {
  const { former, present, destination, profile } = remains;
  const withdrawn = withdrawnOf(former, present, destination);
  const held = await findHeld(withdrawn, profile, get);
  if ('kind' in held && held.kind !== 'several') return { kind: 'unread', answer: held.answer };
  const standing =
    'kind' in held ? [held.resource] : standingOf(withdrawn, held).map(({ resource }) => resource);
  const findings = standing.map((one) => ({ kind: 'not-withdrawn' as const, resource: addressOf(one) }));
  return { kind: 'compared', findings };
}
