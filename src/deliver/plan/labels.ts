import { isObject, objectsIn } from '../../fhir/check/json-object.js';
import { aiAsserted, extensions } from '../../translate/codings.js';
import type { DeliveryDestination } from '../destination/delivery-destination.js';
import type { PlanResource } from './plan-resource.js';
import { resourceWithout, without } from './without.js';

/**
 * Gives a resource the `meta` that a destination wants: its profiles, the label of what the AI says or none, and nothing that the
 * gateway's own store says of its version (https://hl7.org/fhir/R4/resource.html#Meta).
 */
export function withMeta(
  resource: PlanResource,
  { aiLabel, metaProfile }: Pick<DeliveryDestination, 'aiLabel' | 'metaProfile'>,
): PlanResource {
  const { meta: given, resourceType, id, ...rest } = resource;
  const {
    security,
    profile: named,
    ...kept
  } = without(isObject(given) ? given : {}, 'versionId', 'lastUpdated');
  const profile = metaProfile === 'as-given' ? named : metaProfile[resourceType];
  const labels = objectsIn(security).filter(({ code }) => code !== aiAsserted.code);
  if (aiLabel && isSaidByAi(resource)) labels.push({ ...aiAsserted });
  const meta = {
    ...kept,
    ...(Array.isArray(profile) && profile.length > 0 ? { profile } : {}),
    ...(labels.length === 0 ? {} : { security: labels }),
  };
  return { resourceType, id, ...(Object.keys(meta).length === 0 ? {} : { meta }), ...rest };
}

/** Photographs, anamnesis and the Device are not said by the AI; an overlay, the Media that a device made, is. */
function isSaidByAi(resource: PlanResource): boolean {
  const { resourceType } = resource;
  return (
    resourceType === 'DiagnosticReport' ||
    resourceType === 'DocumentReference' ||
    resourceType === 'Observation' ||
    (resourceType === 'Media' && 'device' in resource)
  );
}

/** Takes the integrator's own free data away. */
export function withoutExtraData(resource: PlanResource): PlanResource {
  if (!('extension' in resource)) return resource;
  const kept = objectsIn(resource['extension']).filter(({ url }) => url !== extensions.extraData);
  return kept.length === 0 ? resourceWithout(resource, 'extension') : { ...resource, extension: kept };
}
