import { hash } from 'node:crypto';
import { badValue } from './bad-value.js';
import { CURSOR, readCursor } from './cursor.js';
import { sortOut, type GivenParameters, type NameAndValue } from './given-parameters.js';
import { searchIncludesOf, searchRevIncludesOf } from './inclusions.js';
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

/** Matches on a page without `_count`, and the most that `_count` gets: more is quietly made less, as R4 allows. */
export const DEFAULT_COUNT = 50;
export const MAX_COUNT = 200;

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
  const count = view.summary === 'count' ? 0 : readCount(given.single('_count'));
  const query: SearchQuery = {
    type,
    key,
    condition: {
      op: 'and',
      of: given.criteria.map((criterion) => readCriterion(criterion, criterion.value, options)),
    },
    sort,
    count,
    isTotalWanted: readTotal(given.single('_total')) || count === 0,
    cursor: cursor === undefined ? null : readCursor(cursor, key, sort),
    ...readInclusions(type, given, view),
    view,
  };
  return { query, used: given.used.flatMap(asUsed), ignored: given.ignored };
}

/** Short: a cursor of another search is a mistake, and one made for this search opens nothing. */
function searchKey(type: string, { criteria, single }: GivenParameters): string {
  const asked = criteria.map(({ parameter, modifier, value }) => [parameter.name, modifier, value].join(' '));
  const search = JSON.stringify([type, single('_sort') ?? '', ...asked.sort()]);
  return hash('sha256', search, 'base64url').slice(0, 8);
}

/** A parameter as it was understood, for the self link: with the count that was used, and without the cursor. */
function asUsed([name, value]: NameAndValue): readonly NameAndValue[] {
  if (name === CURSOR) return [];
  return [[name, name === '_count' ? String(readCount(value)) : value]];
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

function readCount(text: string | undefined): number {
  if (text === undefined) return DEFAULT_COUNT;
  if (!/^\d{1,9}$/.test(text)) throw badValue('_count', 'must be a whole number, 0 or more');
  return Math.min(Number(text), MAX_COUNT);
}

function readTotal(text = 'accurate'): boolean {
  const modes = ['none', 'estimate', 'accurate'];
  if (!modes.includes(text)) throw badValue('_total', `must be one of ${modes.join(', ')}`);
  return text !== 'none';
}
