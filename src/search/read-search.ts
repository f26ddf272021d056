import { badValue } from './bad-value.js';
import { CURSOR, readCursor } from './cursor.js';
import { sortOut, type GivenParameters, type NameAndValue } from './given-parameters.js';
import { searchIncludesOf, searchRevIncludesOf } from './inclusions.js';
import { readCount, readTotal, searchKey, usedOf } from './paging.js';
import { readCriterion } from './read-criterion.js';
import { readInclusion } from './read-inclusion.js';
import { readSort } from './read-sort.js';
import { readView } from './read-view.js';
import type { SearchOptions } from './search-options.js';
import type { SearchQuery, View } from './search-query.js';

export { CURSOR, type NameAndValue };

/** A search that was read. */
export interface ReadSearch {
  readonly query: SearchQuery;
  /** The parameters that were used, for the self link; the cursor is not one of them. */
  readonly used: readonly NameAndValue[];
  /** How many parameters were ignored because they are unknown here. */
  readonly ignored: number;
}

/**
 * Reads a search (https://hl7.org/fhir/R4/search.html).
 *
 * @param type a type that `isSearchable`.
 * @param parameters in their order, repetitions kept; those of negotiation (`_format`, `_pretty`) may be among them.
 * @throws OutcomeError 400: a value that breaks a rule, a modifier or chain that is not supported, or, when strict, an unknown
 * parameter. It names the parameter and the rule, never the value.
 */
export function readSearch(
  type: string,
  parameters: readonly NameAndValue[],
  options: SearchOptions,
): ReadSearch {
  const given = sortOut(type, parameters, options);
  const view = readView(given.single);
  const sort = readSort(type, given.single('_sort'));
  const cursor = given.single(CURSOR);
  const key = searchKey(type, given);
  const count = readCount(given, view);
  const query: SearchQuery = {
    type,
    key,
    condition: {
      op: 'and',
      of: given.criteria.map((criterion) => readCriterion(criterion, criterion.value, options)),
    },
    sort,
    count,
    isTotalWanted: readTotal(given) || count === 0,
    cursor: cursor === undefined ? null : readCursor(cursor, key, sort),
    ...readInclusions(type, given, view),
    view,
  };
  return { query, used: usedOf(given), ignored: given.ignored };
}

function readInclusions(
  type: string,
  given: GivenParameters,
  { summary }: View,
): Pick<SearchQuery, 'includes' | 'revIncludes'> {
  const read = (name: '_include' | '_revinclude', allowed: readonly string[]) =>
    given.repeated(name).flatMap((value) => readInclusion(name, value, allowed));
  const includes = read('_include', searchIncludesOf(type));
  const revIncludes = read('_revinclude', searchRevIncludesOf(type));
  // R4 §3.1.1.5.8: there is nothing to recognise what is included by.
  if (summary === 'text' && includes.length + revIncludes.length > 0) {
    throw badValue('_summary', 'may not be text together with _include or _revinclude');
  }
  return { includes, revIncludes };
}
