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

/** What `_include` and `_revinclude` add to the matches of a page: each once, and no match again. */
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
  for (const inclusion of query.includes) {
    included.push(...(await referredTo(queries, tenant, inclusion, matches)).filter(isOther));
  }
  for (const inclusion of query.revIncludes) {
    included.push(...(await referring(queries, tenant, inclusion, query.type, matches)).filter(isOther));
  }
  return included;
}

async function referredTo(
  queries: Reader,
  tenant: string,
  { field, targets }: Inclusion,
  matches: readonly Match[],
): Promise<Match[]> {
  const values = new SqlValues();
  const rows = await queries.all(
    `select distinct t.number, t.type, t.id from search_value i
     join search_resource t on t.tenant = ${values.add(tenant)} and t.type = i.system and t.id = i.code
     where i.resource ${values.oneOf(matches.map(({ number }) => number))} and ${OWN_FIELD} = ${values.add(field)}
     and i.system ${values.oneOf(targets)} order by t.number`,
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
): Promise<Match[]> {
  const values = new SqlValues();
  const rows = await queries.all(
    `select distinct r.number, r.type, r.id from search_value i
     join search_resource r on r.number = i.resource and r.tenant = ${values.add(tenant)}
     where i.field = ${values.add(field)} and i.code ${values.oneOf(matches.map(({ id }) => id))}
     and i.system = ${values.add(type)} order by r.number`,
    values.list,
  );
  return rows.map(toMatch);
}

/** Reads a row with the columns number, type and id. */
export function toMatch(row: Row): Match {
  return { number: numberOf(row, 'number'), type: textOf(row, 'type'), id: textOf(row, 'id') };
}
