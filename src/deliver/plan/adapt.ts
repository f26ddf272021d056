import type { DeliveryDestination } from '../destination/delivery-destination.js';
import { withMeta, withoutExtraData } from './labels.js';
import { withMedia } from './media.js';
import type { PlannedFiles } from './plan.js';
import type { PlanResource } from './plan-resource.js';
import { withEncounterSystem, withSubject } from './subject.js';

/**
 * What of a report a destination gets, and in which form: subject, encounter, media, labels, profiles, free data.
 *
 * @param resources as stored, referring to each other as `Type/id`; not changed.
 * @throws NotPlannable as `withSubject` says.
 */
export function adapt(
  resources: readonly PlanResource[],
  destination: DeliveryDestination,
  files: PlannedFiles,
): readonly PlanResource[] {
  return withMedia(withSubject(resources, destination), destination.media, files).map((resource) => {
    const kept = destination.extraData ? resource : withoutExtraData(resource);
    return withMeta(withEncounterSystem(kept, destination.encounterSystem), destination);
  });
}
