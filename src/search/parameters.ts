/* eslint-disable @typescript-eslint/no-unused-vars -- signatures first: others build on them */
import type { SearchParameter } from './search-parameter.js';

/** Whether resources of a type can be searched here. */
export function isSearchable(type: string): boolean {
  return searchParametersOf(type).length > 0;
}

/** The search parameters of a type, in the order in which a CapabilityStatement lists them; none for an unknown type. */
export function searchParametersOf(_type: string): readonly SearchParameter[] {
  return [];
}

/** What `_include` may name in a search for a type, e.g. `DiagnosticReport:result`. */
export function searchIncludesOf(_type: string): readonly string[] {
  return [];
}

/** What `_revinclude` may name in a search for a type. */
export function searchRevIncludesOf(_type: string): readonly string[] {
  return [];
}
