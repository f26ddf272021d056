import type { JsonObject } from '../../fhir/check/json-object.js';
import type { PlanResource } from './plan-resource.js';

/** Copies an object without some of its members. */
export function without(object: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** The same for a resource, which stays one. */
export function resourceWithout(resource: PlanResource, ...names: readonly string[]): PlanResource {
  const { resourceType, id } = resource;
  return { resourceType, id, ...without(resource, ...names) };
}
