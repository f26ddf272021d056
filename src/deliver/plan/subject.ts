import { isObject, type JsonObject } from '../../fhir/check/json-object.js';
import type { DeliveryDestination } from '../destination/delivery-destination.js';
import { tokenQuery } from './condition.js';
import { NotPlannable } from './not-plannable.js';
import type { PlanResource } from './plan-resource.js';
import { resourceWithout, without } from './without.js';

/**
 * Says whose the resources are in the way that a destination wants it, each by its own subject: what a report had for another patient
 * is withdrawn from that one's record.
 *
 * @throws NotPlannable for a report of nobody where that is not permitted, and where the policy needs an identifier.
 */
export function withSubject(
  resources: readonly PlanResource[],
  { subject: policy, allowAnonymous }: Pick<DeliveryDestination, 'subject' | 'allowAnonymous'>,
): readonly PlanResource[] {
  return resources.map((resource) => {
    const given = resource['subject'];
    const subject = isObject(given) ? subjectAs(policy, given) : null;
    if (subject !== null) return { ...resource, subject };
    if (resource.resourceType === 'DiagnosticReport' && !allowAnonymous) throw new NotPlannable('anonymous');
    return 'subject' in resource ? resourceWithout(resource, 'subject') : resource;
  });
}

function subjectAs(policy: DeliveryDestination['subject'], given: JsonObject): JsonObject | null {
  if (policy === 'none') return null;
  if (policy === 'as-given') return given;
  const { identifier } = given;
  const { system, value } = isObject(identifier) ? identifier : {};
  if (typeof system !== 'string' || typeof value !== 'string')
    throw new NotPlannable('subject-without-identifier');
  return policy === 'identifier'
    ? { type: 'Patient', ...without(given, 'reference') }
    : { reference: `Patient?${tokenQuery('identifier', system, value)}`, type: 'Patient' };
}

/**
 * Tells whose a resource is: two that are of one patient give the same text. A name alone tells nobody.
 *
 * @returns null for nobody's.
 */
export function patientOf({ subject }: PlanResource): string | null {
  if (!isObject(subject)) return null;
  const { identifier, reference } = subject;
  if (isObject(identifier) && typeof identifier['value'] === 'string')
    return JSON.stringify([identifier['system'] ?? null, identifier['value']]);
  return typeof reference === 'string' ? reference : null;
}

/** Names the system that a destination knows the encounter's number by. */
export function withEncounterSystem(resource: PlanResource, system: string | null): PlanResource {
  const { encounter } = resource;
  if (system === null || !isObject(encounter) || !isObject(encounter['identifier'])) return resource;
  return { ...resource, encounter: { ...encounter, identifier: { ...encounter['identifier'], system } } };
}
