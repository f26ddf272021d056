import type { JsonObject } from '../../fhir/check/json-object.js';
import { isObject } from '../../fhir/check/json-object.js';

/** A resource on its way to a destination: JSON that is only read and copied, so that nothing in it is lost. */
export type PlanResource = JsonObject & { readonly resourceType: string; readonly id: string };

/**
 * Reads a stored resource.
 *
 * @param json as the store gives it.
 * @throws TypeError for anything but a resource with an id.
 */
export function readPlanResource(json: string): PlanResource {
  const value: unknown = JSON.parse(json);
  if (isObject(value)) {
    const { resourceType, id } = value;
    if (typeof resourceType === 'string' && typeof id === 'string') return { ...value, resourceType, id };
  }
  throw new TypeError('not a resource with an id');
}

/** Reads the resources of a report, as {@link readPlanResource} does. */
export function readPlanResources(versions: readonly { readonly json: string }[]): readonly PlanResource[] {
  return versions.map(({ json }) => readPlanResource(json));
}

/** `Type/id`, as resources of a report refer to each other in the store. */
export function addressOf({ resourceType, id }: PlanResource): string {
  return `${resourceType}/${id}`;
}
