import type { Queries } from '../database.js';
import { SqlValues } from '../search/sql-values.js';
import type { DeliveryFilter, DeliveryOrder, DeliveryPage, Span, Wanted } from './delivery-list.js';
import { DELIVERY_COLUMNS, deliveryIn } from './delivery-row.js';

/** See the list's `list`. */
export async function listDeliveries(
  queries: Queries,
  tenant: string,
  filter: DeliveryFilter,
  limit: number,
  cursor?: string,
  order: DeliveryOrder = 'newest-first',
): Promise<DeliveryPage> {
  const values = new SqlValues();
  const conditions = [`tenant = ${values.add(tenant)}`, ...conditionsOf(filter, values)];
  const [direction, beyond] = order === 'newest-first' ? ['desc', '<'] : ['asc', '>'];
  const after = readCursor(cursor);
  if (after !== null)
    conditions.push(`(created_at, id) ${beyond} (${values.add(after.createdMs)}, ${values.add(after.id)})`);
  const rows = await queries.all(
    `select ${DELIVERY_COLUMNS} from delivery where ${conditions.join(' and ')}
      order by created_at ${direction}, id ${direction} limit ${values.add(limit + 1)}`,
    values.list,
  );
  const deliveries = rows.slice(0, limit).map(deliveryIn);
  const last = deliveries.at(-1);
  return {
    deliveries,
    next: last === undefined || rows.length <= limit ? null : `${last.createdMs}.${last.id}`,
  };
}

/** See the list's `total`. */
export async function countDeliveries(
  queries: Queries,
  tenant: string,
  filter: DeliveryFilter,
): Promise<number> {
  const values = new SqlValues();
  const conditions = [`tenant = ${values.add(tenant)}`, ...conditionsOf(filter, values)];
  const rows = await queries.all(
    `select count(*) as total from delivery where ${conditions.join(' and ')}`,
    values.list,
  );
  return Number(rows[0]?.['total'] ?? 0);
}

/** What a filter asks for, as conditions on the columns of `delivery`. */
export function conditionsOf(filter: DeliveryFilter, values: SqlValues): string[] {
  const { id, destination, states = [], reportId, lastOutcome, fromMs, beforeMs, madeIn = [] } = filter;
  return [
    id === undefined ? '' : oneOf('id', id, values),
    destination === undefined ? '' : `destination = ${values.add(destination)}`,
    // In the text, where both engines see that an index of one state serves.
    states.length === 0 ? '' : `state in (${states.map((state) => `'${state}'`).join(', ')})`,
    reportId === undefined ? '' : oneOf('report_id', reportId, values),
    lastOutcome === undefined ? '' : `last_outcome = ${values.add(lastOutcome)}`,
    fromMs === undefined ? '' : `created_at >= ${values.add(fromMs)}`,
    beforeMs === undefined ? '' : `created_at < ${values.add(beforeMs)}`,
    ...madeIn.map((spans) => inOneOf(spans, values)),
  ].filter((condition) => condition !== '');
}

function oneOf(column: string, wanted: Wanted<string>, values: SqlValues): string {
  const list = typeof wanted === 'string' ? [wanted] : wanted;
  return list.length === 0 ? '1 = 0' : `${column} ${values.oneOf(list)}`;
}

function inOneOf(spans: readonly Span[], values: SqlValues): string {
  const each = spans.map(({ low, high }) => `created_at between ${values.add(low)} and ${values.add(high)}`);
  return each.length === 0 ? '1 = 0' : `(${each.join(' or ')})`;
}

/** Whether a text may be a cursor of the list. */
export function isDeliveryCursor(text: string): boolean {
  return readCursor(text) !== null;
}

function readCursor(text = ''): { readonly createdMs: number; readonly id: string } | null {
  const [, createdMs, id] = /^(\d{1,15})\.([0-9a-f]{32})$/.exec(text) ?? [];
  return createdMs === undefined || id === undefined ? null : { createdMs: Number(createdMs), id };
}
