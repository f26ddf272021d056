import type { Cursor, SortKey } from '../../search/search-query.js';
import { OWN_FIELD } from './own-field.js';
import type { SqlValues } from './sql-values.js';

/** What a resource without a value is put in order by: it comes before all that have one. */
const LEAST = { low: '-1e308', code: `''`, text: `''` } as const;

/** The columns that matches are put in order by: `k0`, `k1` … of a row `r` of search_resource. */
export function keyColumns(sort: readonly SortKey[], values: SqlValues): string {
  return sort.map((key, index) => `${keySql(key, values)} as k${index}`).join(', ');
}

function keySql({ by, isDescending }: SortKey, values: SqlValues): string {
  if (by === 'updated' || by === 'id') return `r.${by}`;
  const first = `${isDescending ? 'max' : 'min'}(i.${by.column})`;
  const where = `i.resource = r.number and ${OWN_FIELD} ${values.oneOf(by.fields)}`;
  return `coalesce((select ${first} from search_value i where ${where}), ${LEAST[by.column]})`;
}

/** `k0 desc, k1`; backwards for the page before. */
export function orderSql(sort: readonly SortKey[], isBackwards: boolean): string {
  return sort
    .map(({ isDescending }, index) => `k${index}${isDescending === isBackwards ? '' : ' desc'}`)
    .join(', ');
}

/** What lies behind a cursor in its direction: the first key that differs decides. */
export function cursorSql(
  sort: readonly SortKey[],
  { direction, values: at }: Cursor,
  values: SqlValues,
): string {
  const places = at.map((value) => values.add(value));
  const sign = (index: number) =>
    (sort[index]?.isDescending ?? false) === (direction === 'after') ? '<' : '>';
  const decided = places.map((place, index) => {
    const equal = places.slice(0, index).map((one, before) => `k${before} = ${one}`);
    return `(${[...equal, `k${index} ${sign(index)} ${place}`].join(' and ')})`;
  });
  // The same once more in a form that an index can begin at.
  return `k0 ${sign(0)}= ${places[0] ?? ''} and (${decided.join(' or ')})`;
}
