import { isObject, type JsonObject } from '../../fhir/check/json-object.js';
import type { DeliveryDestination } from '../destination/delivery-destination.js';
import { tokenQuery } from './condition.js';
import { NotPlannable } from './not-plannable.js';
import type { PlanResource } from './plan-resource.js';
import { resourceWithout, without } from './without.js';

/**
 * Says whose the resources are in the way that a destination wants it.
 *
 * @throws NotPlannable for a report of nobody where that is not permitted, and where the policy needs an identifier.
 */
export function withSubject(
  resources: readonly PlanResource[],
  { subject: policy, allowAnonymous }: Pick<DeliveryDestination, 'subject' | 'allowAnonymous'>,
): readonly PlanResource[] {
  const report = resources.find(({ resourceType }) => resourceType === 'DiagnosticReport');
  const given = report?.['subject'];
  const subject = isObject(given) ? subjectAs(policy, given) : null;
  if (subject === null && !allowAnonymous) throw new NotPlannable('anonymous');
  return resources.map((resource) => {
    if (!('subject' in resource)) return resource;
    return subject === null ? resourceWithout(resource, 'subject') : { ...resource, subject };
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

/** Names the system that a destination knows the encounter's number by. */
export function withEncounterSystem(resource: PlanResource, system: string | null): PlanResource {
  const { encounter } = resource;
  if (system === null || !isObject(encounter) || !isObject(encounter['identifier'])) return resource;
  return { ...resource, encounter: { ...encounter, identifier: { ...encounter['identifier'], system } } };
}
