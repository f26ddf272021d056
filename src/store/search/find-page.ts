import { writeCursor } from '../../search/cursor.js';
import type { Cursor, SearchQuery } from '../../search/search-query.js';
import type { Reader, Row } from '../database.js';
import { numberOf, textOf } from '../row.js';
import { findIncluded, toMatch } from './find-included.js';
import type { Found } from './found.js';
import { matchingSql } from './matching-sql.js';
import { cursorSql, keyColumns, orderSql } from './order-sql.js';
import { SqlValues } from './sql-values.js';

/** One page of a search. */
export interface FoundPage {
  readonly matches: readonly Found[];
  readonly included: readonly Found[];
  readonly total: number | null;
  readonly next: string | null;
  readonly previous: string | null;
}

/** So many matches are sooner put in order than found on the way through all resources in their order. */
const FEW = 1000;

/** Answers a search from the index; it finds current resources of the tenant only. */
export async function findPage(queries: Reader, tenant: string, query: SearchQuery): Promise<FoundPage> {
  const total = query.isTotalWanted ? await countMatches(queries, tenant, query) : null;
  const isFew = total !== null && total <= FEW;
  if (query.count === 0) return { matches: [], included: [], total, next: null, previous: null };
  const { rows, next, previous } = await findRows(queries, tenant, query, isFew);
  const matches = rows.map(toMatch);
  const included = await findIncluded(queries, tenant, query, matches);
  return {
    matches: matches.map(({ type, id }) => ({ type, id })),
    included: included.map(({ type, id }) => ({ type, id })),
    total,
    next,
    previous,
  };
}

async function countMatches(queries: Reader, tenant: string, query: SearchQuery): Promise<number> {
  const values = new SqlValues();
  const [row] = await queries.all(
    `select count(*) as total ${matchingSql(tenant, query, values, true)}`,
    values.list,
  );
  return row === undefined ? 0 : numberOf(row, 'total');
}

/** The rows of a page, in the order of the sort, and where the pages beside it begin. */
async function findRows(
  queries: Reader,
  tenant: string,
  query: SearchQuery,
  isFew: boolean,
): Promise<{ rows: readonly Row[]; next: string | null; previous: string | null }> {
  const { sort, cursor, count } = query;
  const isBackwards = cursor?.direction === 'before';
  const values = new SqlValues();
  const columns = keyColumns(sort, values);
  const matching = matchingSql(tenant, query, values, isFew);
  const beyond = cursor === null ? '' : `where ${cursorSql(sort, cursor, values)}`;
  // One more than the page has tells whether there is another page.
  const found = await queries.all(
    `select * from (select r.number, r.type, r.id, ${columns} ${matching}) m
     ${beyond} order by ${orderSql(sort, isBackwards)} limit ${values.add(count + 1)}`,
    values.list,
  );
  const page = found.slice(0, count);
  const rows = isBackwards ? page.reverse() : page;
  const isMoreBehind = isBackwards || found.length > count;
  const isMoreBefore = isBackwards ? found.length > count : cursor !== null;
  return {
    rows,
    next: isMoreBehind ? cursorAt('after', rows.at(-1), query) : null,
    previous: isMoreBefore ? cursorAt('before', rows[0], query) : null,
  };
}

function cursorAt(
  direction: Cursor['direction'],
  row: Row | undefined,
  { sort, key }: SearchQuery,
): string | null {
  if (row === undefined) return null;
  const values = sort.map((_, index) => {
    const value = row[`k${index}`];
    return typeof value === 'number' ? value : textOf(row, `k${index}`);
  });
  return writeCursor({ direction, values }, key);
}
