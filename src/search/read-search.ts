import type { SearchQuery } from './search-query.js';

/** What decides how a search is read besides its parameters. */
export interface SearchOptions {
  /** FHIR base of this server without trailing slash: a reference that starts with it is one of ours. */
  readonly baseUrl: string;
  /** Whether unknown parameters are refused (`Prefer: handling=strict`). */
  readonly isStrict: boolean;
  /** Now, in ms since the epoch: `ap` widens a date by a tenth of its distance from now. */
  readonly nowMs: number;
}

/** A parameter as it stood in the URL or the form, decoded: name with modifier, value. */
export type NameAndValue = readonly [name: string, value: string];

/** A search that was read. */
export interface ReadSearch {
  readonly query: SearchQuery;
  /** The parameters that were used, for the self link; `_cursor` is not one of them. */
  readonly used: readonly NameAndValue[];
  /** How many parameters were ignored because they are unknown here. */
  readonly ignored: number;
}

/** Parameter of our own that says where a page starts; its value comes from {@link SearchPage}. */
export const CURSOR = '_cursor';

/**
 * Reads a search (https://hl7.org/fhir/R4/search.html).
 *
 * @param type a type that {@link isSearchable}.
 * @param parameters in their order, repetitions kept; those of negotiation (`_format`, `_pretty`) may be among them.
 * @throws OutcomeError 400: a value that breaks a rule, a modifier or chain that is not supported, or, when strict, an unknown
 * parameter. It names the parameter and the rule, never the value.
 */
export function readSearch(
  type: string,
  parameters: readonly NameAndValue[],
  options: SearchOptions,
): ReadSearch {
  throw new Error(`not built yet: ${type} ${parameters.length} ${options.baseUrl}`);
}
