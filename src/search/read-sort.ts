import { badValue } from './bad-value.js';
import { fieldsOf, searchParameter } from './parameters.js';
import type { SearchParameter } from './search-parameter.js';
import type { SortColumn, SortKey } from './search-query.js';

/** Most keys of one sort: each costs a look-up for each match. */
const MAX_KEYS = 4;

const BY_ID: SortKey = { by: 'id', isDescending: false };

/** The order without `_sort`: the newest first. */
const defaultSort: readonly SortKey[] = [{ by: 'updated', isDescending: true }, BY_ID];

/** What a type of parameter is sorted by; R4 leaves open how references and composites could be. */
const columns: Readonly<Partial<Record<SearchParameter['type'], SortColumn>>> = {
  date: 'low',
  quantity: 'low',
  string: 'text',
  token: 'code',
  uri: 'code',
};

/**
 * Reads `_sort`: names of search parameters, `-` for descending (https://hl7.org/fhir/R4/search.html#sort).
 *
 * @returns keys that leave no two resources equal.
 * @throws OutcomeError 400.
 */
export function readSort(type: string, value: string | undefined): readonly SortKey[] {
  if (value === undefined) return defaultSort;
  const keys = value.split(',').map((name) => readKey(type, name.trim()));
  if (keys.length > MAX_KEYS) throw badValue('_sort', `may name ${MAX_KEYS} parameters at most`);
  const end = keys.findIndex(({ by }) => by === 'id');
  return end === -1 ? [...keys, BY_ID] : keys.slice(0, end + 1);
}

function readKey(type: string, text: string): SortKey {
  const isDescending = text.startsWith('-');
  const name = isDescending ? text.slice(1) : text;
  if (name === '_id') return { by: 'id', isDescending };
  if (name === '_lastUpdated') return { by: 'updated', isDescending };
  const parameter = searchParameter(type, name);
  const column = parameter === undefined ? undefined : columns[parameter.type];
  if (parameter === undefined || column === undefined) {
    throw badValue(
      '_sort',
      'must name search parameters of this type that are a date, quantity, string, token or uri',
    );
  }
  return { by: { fields: fieldsOf(type, parameter), column }, isDescending };
}
