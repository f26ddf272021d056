import type { IdentifiedResource } from '../../fhir/bundle.js';
import { indexValues } from '../../search/index-values.js';
import type { Queries, SqlValue } from '../database.js';
import { insertReturning, insertRows } from '../insert-rows.js';
import { numberOf, textOf } from '../row.js';
import { SqlValues } from './sql-values.js';

/** A resource that becomes the one that searches find. */
export interface ToIndex {
  readonly resource: IdentifiedResource;
  /** Its meta.lastUpdated, in ms since the epoch. */
  readonly updatedMs: number;
}

/**
 * Puts resources into the index, in the place of what was indexed under their ids.
 *
 * @param queries of a transaction.
 */
export async function writeIndex(
  queries: Queries,
  tenant: string,
  resources: readonly ToIndex[],
): Promise<void> {
  if (resources.length === 0) return;
  const numbers = await numberResources(queries, tenant, resources);
  await forgetValues(queries, [...numbers.values()]);
  await insertRows(
    queries,
    'search_value (resource, field, system, code, text, low, high)',
    resources.flatMap(({ resource }) => valueRows(numbers, resource)),
  );
}

/** Takes a resource out of the index. @param queries of a transaction. */
export async function dropIndex(queries: Queries, tenant: string, type: string, id: string): Promise<void> {
  const rows = await queries.all(
    'delete from search_resource where tenant = $1 and type = $2 and id = $3 returning number',
    [tenant, type, id],
  );
  await forgetValues(
    queries,
    rows.map((row) => numberOf(row, 'number')),
  );
}

function nameOf({ resourceType, id }: IdentifiedResource): string {
  return `${resourceType}/${id}`;
}

/** Gives every resource a row and a number, which it keeps. */
async function numberResources(
  queries: Queries,
  tenant: string,
  resources: readonly ToIndex[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await insertReturning(
    queries,
    'search_resource (tenant, type, id, updated)',
    resources.map(({ resource, updatedMs }) => [tenant, resource.resourceType, resource.id, updatedMs]),
    'on conflict (tenant, type, id) do update set updated = excluded.updated returning number, type, id',
  );
  return new Map(
    rows.map((row) => [`${textOf(row, 'type')}/${textOf(row, 'id')}`, numberOf(row, 'number')] as const),
  );
}

async function forgetValues(queries: Queries, numbers: readonly number[]): Promise<void> {
  if (numbers.length === 0) return;
  const values = new SqlValues();
  await queries.run(`delete from search_value where resource ${values.oneOf(numbers)}`, values.list);
}

function valueRows(numbers: ReadonlyMap<string, number>, resource: IdentifiedResource): SqlValue[][] {
  const number = numbers.get(nameOf(resource));
  if (number === undefined) throw new TypeError('the database did not number a resource');
  return indexValues(resource).map(({ field, system, code, text, low, high }) => [
    number,
    field,
    system,
    code,
    text,
    low,
    high,
  ]);
}
