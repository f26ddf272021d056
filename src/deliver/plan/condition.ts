import { escaped, splitEscaped, unescaped } from '../../search/escaped.js';
import { ownSystems } from '../../translate/codings.js';
import type { PlanResource } from './plan-resource.js';

/**
 * A token search parameter that matches one pair (https://hl7.org/fhir/R4/search.html#token). What would end or split the value
 * is escaped for FHIR first and encoded for the URL then: otherwise a `|`, `,` or `&` in it would ask for somebody else's resource.
 */
export function tokenQuery(parameter: string, system: string, value: string): string {
  return `${parameter}=${encodeURIComponent(`${escaped(system)}|${escaped(value)}`)}`;
}

/** Whether a resource has an identifier to be found by: a Provenance has none in R4. */
export function hasIdentifier({ resourceType }: Pick<PlanResource, 'resourceType'>): boolean {
  return resourceType !== 'Provenance';
}

/**
 * The search that finds a resource of ours on a server that gives its own ids: by its identifier, or by the tag that carries the
 * same pair where there is none.
 *
 * @returns below the base, e.g. `Media?identifier=…`.
 */
export function ownSearch(resource: Pick<PlanResource, 'resourceType' | 'id'>): string {
  const parameter = hasIdentifier(resource) ? 'identifier' : '_tag';
  return `${resource.resourceType}?${tokenQuery(parameter, ownSystems.resource, resource.id)}`;
}

/** The one pair that a search of ours asks for. */
export interface SearchedToken {
  /** Of resource. */
  readonly type: string;
  /** `identifier` or `_tag`. */
  readonly parameter: string;
  readonly system: string;
  readonly value: string;
}

/**
 * Reads a search that {@link tokenQuery} made.
 *
 * @param search below the base, e.g. `Media?identifier=…`.
 */
export function searchedToken(search: string): SearchedToken {
  const [type = '', query = ''] = search.split('?', 2);
  const [[parameter, token] = ['', '']] = new URLSearchParams(query);
  const [system = '', value = ''] = splitEscaped(token, '|').map(unescaped);
  return { type, parameter, system, value };
}
