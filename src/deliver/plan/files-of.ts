import type { ResourceVersion } from '../../store/store.js';
import type { DeliveryDestination } from '../destination/delivery-destination.js';
import { attachmentsOf, binaryIdOf } from './media.js';
import { readPlanResource } from './plan-resource.js';
import type { ProfileName } from './profile.js';

/**
 * The ids of the Binaries whose bytes a plan needs. What is too large or cannot be had may be left out: then a link stands there.
 */
export function filesOf(
  profile: ProfileName,
  versions: readonly Pick<ResourceVersion, 'json'>[],
  { media }: Pick<DeliveryDestination, 'media'>,
): readonly string[] {
  if (media !== 'inline') return [];
  const resources = versions.map(({ json }) => readPlanResource(json));
  return resources
    .filter(({ resourceType }) => profile !== 'document' || resourceType === 'DiagnosticReport')
    .flatMap(attachmentsOf)
    .map(binaryIdOf)
    .filter((id) => id !== null);
}
