import { escaped } from '../../search/escaped.js';
import { ownSystems } from '../../translate/codings.js';
import type { PlanResource } from './plan-resource.js';

/**
 * A token search parameter that matches one pair (https://hl7.org/fhir/R4/search.html#token). What would end or split the value
 * is escaped for FHIR first and encoded for the URL then: otherwise a `|`, `,` or `&` in it would ask for somebody else's resource.
 */
export function tokenQuery(parameter: string, system: string, value: string): string {
  return `${parameter}=${encodeURIComponent(`${escaped(system)}|${escaped(value)}`)}`;
}

/**
 * The search that finds a resource of ours on a server that gives its own ids: by its identifier, or, for a Provenance, which has
 * none in R4, by the tag that carries the same pair.
 *
 * @returns below the base, e.g. `Media?identifier=…`.
 */
export function ownSearch({ resourceType, id }: Pick<PlanResource, 'resourceType' | 'id'>): string {
  const parameter = resourceType === 'Provenance' ? '_tag' : 'identifier';
  return `${resourceType}?${tokenQuery(parameter, ownSystems.resource, id)}`;
}
