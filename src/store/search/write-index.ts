import type { IdentifiedResource } from '../../fhir/bundle.js';
import { indexValues } from '../../search/index-values.js';
import type { Queries, SqlValue } from '../database.js';
import { insertRows } from '../insert-rows.js';
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
  // First of all: it makes other gateways that share the database wait, so that what is known stays so.
  let last = await reserveNumbers(queries, resources.length);
  const known = await knownNumbers(queries, tenant, resources);
  await forget(queries, [...known.values()]);
  const numbered = resources.map((one) => ({ ...one, number: known.get(nameOf(one.resource)) ?? last-- }));
  await insertRows(
    queries,
    'search_resource (number, tenant, type, id, updated)',
    numbered.map(({ number, resource, updatedMs }) => [
      number,
      tenant,
      resource.resourceType,
      resource.id,
      updatedMs,
    ]),
  );
  await insertRows(
    queries,
    'search_value (resource, field, system, code, text, low, high)',
    numbered.flatMap(({ number, resource }) => valueRows(number, resource)),
  );
}

/** Takes a resource out of the index. @param queries of a transaction. */
export async function dropIndex(queries: Queries, tenant: string, type: string, id: string): Promise<void> {
  const rows = await queries.all(
    'select number from search_resource where tenant = $1 and type = $2 and id = $3',
    [tenant, type, id],
  );
  await forget(
    queries,
    rows.map((row) => numberOf(row, 'number')),
  );
}

function nameOf({ resourceType, id }: IdentifiedResource): string {
  return `${resourceType}/${id}`;
}

async function knownNumbers(
  queries: Queries,
  tenant: string,
  resources: readonly ToIndex[],
): Promise<ReadonlyMap<string, number>> {
  const values = new SqlValues();
  const ids = resources.map(({ resource }) => resource.id);
  const types = [...new Set(resources.map(({ resource }) => resource.resourceType))];
  const rows = await queries.all(
    `select number, type, id from search_resource
     where tenant = ${values.add(tenant)} and type ${values.oneOf(types)} and id ${values.oneOf(ids)}`,
    values.list,
  );
  const wanted = new Set(resources.map(({ resource }) => nameOf(resource)));
  return new Map(
    rows
      .map((row) => [`${textOf(row, 'type')}/${textOf(row, 'id')}`, numberOf(row, 'number')] as const)
      .filter(([name]) => wanted.has(name)),
  );
}

async function forget(queries: Queries, numbers: readonly number[]): Promise<void> {
  if (numbers.length === 0) return;
  for (const [table, column] of [
    ['search_value', 'resource'],
    ['search_resource', 'number'],
  ]) {
    const values = new SqlValues();
    await queries.run(`delete from ${table} where ${column} ${values.oneOf(numbers)}`, values.list);
  }
}

/** @returns the last of as many numbers as were asked for, all of them new. */
async function reserveNumbers(queries: Queries, count: number): Promise<number> {
  const [row] = await queries.all('update search_number set last = last + $1 returning last', [count]);
  if (row === undefined) throw new TypeError('the counter of the index is gone');
  return numberOf(row, 'last');
}

function valueRows(number: number, resource: IdentifiedResource): SqlValue[][] {
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
