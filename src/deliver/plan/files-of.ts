import type { DeliveryDestination } from '../destination/delivery-destination.js';
import { attachmentsOf, binaryIdOf } from './media.js';
import type { PlanResource } from './plan-resource.js';
import type { ProfileName } from './profile.js';

/**
 * The ids of the Binaries whose bytes a plan needs. What is too large or cannot be had may be left out: then a link stands there.
 */
export function filesOf(
  profile: ProfileName,
  resources: readonly PlanResource[],
  { media }: Pick<DeliveryDestination, 'media'>,
): readonly string[] {
  if (media !== 'inline') return [];
  return resources
    .filter(({ resourceType }) => profile !== 'document' || resourceType === 'DiagnosticReport')
    .flatMap(attachmentsOf)
    .map(binaryIdOf)
    .filter((id) => id !== null);
}
