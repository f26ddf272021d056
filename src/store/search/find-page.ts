import { writeCursor } from '../../search/cursor.js';
import type { Cursor, SearchQuery } from '../../search/search-query.js';
import type { Reader, Row } from '../database.js';
import { numberOf, textOf } from '../row.js';
import { findIncluded, MAX_INCLUDED, toMatch } from './find-included.js';
import type { Found } from './found.js';
import { matchingSql } from './matching-sql.js';
import { cursorSql, keyColumns, orderSql } from './order-sql.js';
import { SqlValues } from './sql-values.js';

/** One page of a search. */
export interface FoundPage {
  readonly matches: readonly Found[];
  readonly included: readonly Found[];
  /** Whether one match alone has more to include than a page takes; the rest is not here. */
  readonly isIncomplete: boolean;
  readonly total: number | null;
  readonly next: string | null;
  readonly previous: string | null;
}

/** So many matches are sooner put in order than found on the way through all resources in their order. */
const FEW = 1000;

const EMPTY = { matches: [], included: [], isIncomplete: false, next: null, previous: null };

/**
 * Answers a search from the index; it finds current resources of the tenant only. A page has fewer matches than asked for when too
 * much is to be included with them; the next page goes on with the others.
 */
export async function findPage(queries: Reader, tenant: string, query: SearchQuery): Promise<FoundPage> {
  const total = query.isTotalWanted ? await countMatches(queries, tenant, query) : null;
  const isFew = total !== null && total <= FEW;
  if (query.count === 0) return { ...EMPTY, total };
  const found = await findRows(queries, tenant, query, isFew);
  const { rows, included, isIncomplete } = await fitting(queries, tenant, query, found.slice(0, query.count));
  const isBackwards = query.cursor?.direction === 'before';
  const page = isBackwards ? rows.toReversed() : rows;
  const isMore = found.length > rows.length;
  const isMoreBefore = isBackwards ? isMore : query.cursor !== null;
  return {
    matches: page.map(toFound),
    included,
    isIncomplete,
    total,
    next: isBackwards || isMore ? cursorAt('after', page.at(-1), query) : null,
    previous: isMoreBefore ? cursorAt('before', page[0], query) : null,
  };
}

/**
 * As many of the first rows as have no more to include than a page takes, but one at least, and what is included with them. R4 lets
 * a page have fewer matches than asked for, and has what is included on the page of its match
 * (https://hl7.org/fhir/R4/search.html#count).
 */
async function fitting(
  queries: Reader,
  tenant: string,
  query: SearchQuery,
  found: readonly Row[],
): Promise<{ rows: readonly Row[]; included: readonly Found[]; isIncomplete: boolean }> {
  for (let rows = found; ; rows = rows.slice(0, Math.ceil(rows.length / 2))) {
    const included = await findIncluded(queries, tenant, query, rows.map(toMatch));
    const isIncomplete = included.length > MAX_INCLUDED;
    if (isIncomplete && rows.length > 1) continue;
    return {
      rows,
      included: included.slice(0, MAX_INCLUDED).map(({ type, id }) => ({ type, id })),
      isIncomplete,
    };
  }
}

const toFound = (row: Row): Found => ({ type: textOf(row, 'type'), id: textOf(row, 'id') });

async function countMatches(queries: Reader, tenant: string, query: SearchQuery): Promise<number> {
  const values = new SqlValues();
  const [row] = await queries.all(
    `select count(*) as total ${matchingSql(tenant, query, values, true)}`,
    values.list,
  );
  return row === undefined ? 0 : numberOf(row, 'total');
}

/** The rows of a page, the one next to the cursor first, and one more if there are more. */
async function findRows(
  queries: Reader,
  tenant: string,
  query: SearchQuery,
  isFew: boolean,
): Promise<readonly Row[]> {
  const { sort, cursor, count } = query;
  const isBackwards = cursor?.direction === 'before';
  const values = new SqlValues();
  const columns = keyColumns(sort, values);
  const matching = matchingSql(tenant, query, values, isFew);
  const beyond = cursor === null ? '' : `where ${cursorSql(sort, cursor, values)}`;
  return queries.all(
    `select * from (select r.number, r.type, r.id, ${columns} ${matching}) m
     ${beyond} order by ${orderSql(sort, isBackwards)} limit ${values.add(count + 1)}`,
    values.list,
  );
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
