import type { Inclusion, SearchQuery } from '../../search/search-query.js';
import type { Reader, Row } from '../database.js';
import { numberOf, textOf } from '../row.js';
import type { Found } from './found.js';
import { OWN_FIELD } from './own-field.js';
import { SqlValues } from './sql-values.js';

/** A match, with its number in the index. */
export interface Match extends Found {
  readonly number: number;
}

/** Resources that are included on one page at most. */
export const MAX_INCLUDED = 1000;

/**
 * What `_include` and `_revinclude` add to the matches of a page: each once, and no match again.
 *
 * @returns at most one more than {@link MAX_INCLUDED}, which says that there are too many.
 */
export async function findIncluded(
  queries: Reader,
  tenant: string,
  query: Pick<SearchQuery, 'type' | 'includes' | 'revIncludes'>,
  matches: readonly Match[],
): Promise<readonly Found[]> {
  if (matches.length === 0) return [];
  const found = new Map(matches.map((match) => [match.number, match]));
  const isOther = (one: Match) => !found.has(one.number) && found.set(one.number, one);
  const included: Match[] = [];
  const add = async (find: (limit: number) => Promise<Match[]>): Promise<void> => {
    if (included.length > MAX_INCLUDED) return;
    // All that are known already may be found again.
    included.push(...(await find(MAX_INCLUDED + 1 + found.size)).filter(isOther).sort(byNumber));
  };
  for (const inclusion of query.includes) {
    await add((limit) => referredTo(queries, tenant, inclusion, matches, limit));
  }
  for (const inclusion of query.revIncludes) {
    await add((limit) => referring(queries, tenant, inclusion, query.type, matches, limit));
  }
  return included.slice(0, MAX_INCLUDED + 1);
}

async function referredTo(
  queries: Reader,
  tenant: string,
  { field, targets }: Inclusion,
  matches: readonly Match[],
  limit: number,
): Promise<Match[]> {
  const values = new SqlValues();
  const rows = await queries.all(
    `select distinct t.number, t.type, t.id from search_value i
     join search_resource t on t.tenant = ${values.add(tenant)} and t.type = i.system and t.id = i.code
     where i.resource ${values.oneOf(matches.map(({ number }) => number))} and ${OWN_FIELD} = ${values.add(field)}
     and i.system ${values.oneOf(targets)} limit ${values.add(limit)}`,
    values.list,
  );
  return rows.map(toMatch);
}

async function referring(
  queries: Reader,
  tenant: string,
  { field }: Inclusion,
  type: string,
  matches: readonly Match[],
  limit: number,
): Promise<Match[]> {
  const values = new SqlValues();
  const rows = await queries.all(
    `select distinct r.number, r.type, r.id from search_value i
     join search_resource r on r.number = i.resource and r.tenant = ${values.add(tenant)}
     where i.field = ${values.add(field)} and i.code ${values.oneOf(matches.map(({ id }) => id))}
     and i.system = ${values.add(type)} limit ${values.add(limit)}`,
    values.list,
  );
  return rows.map(toMatch);
}

function byNumber(one: Match, other: Match): number {
  return one.number - other.number;
}

/** Reads a row with the columns number, type and id. */
export function toMatch(row: Row): Match {
  return { number: numberOf(row, 'number'), type: textOf(row, 'type'), id: textOf(row, 'id') };
}
