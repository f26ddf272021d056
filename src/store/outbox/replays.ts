import type { Queries } from '../database.js';
import { numberOf, numberOrNull, textOf } from '../row.js';
import { SqlValues } from '../search/sql-values.js';
import type { DeliveryFilter, Replay } from './delivery-list.js';
import { stateOf } from './delivery-row.js';
import { conditionsOf } from './list-deliveries.js';
import { ANEW, OVERTAKEN } from './retry-delivery.js';

/** What a replay is started with. */
export type NewReplay = Pick<Replay, 'id' | 'tenant' | 'createdMs' | 'by' | 'perSecond'>;

/**
 * Makes dead deliveries fall due one after the other. The rate is in their due times, so that nothing has to run meanwhile.
 *
 * @param queries of a transaction.
 */
export async function startReplay(
  queries: Queries,
  { id, tenant, createdMs, by, perSecond }: NewReplay,
  filter: DeliveryFilter,
): Promise<void> {
  const values = new SqlValues();
  const replay = values.add(id);
  const start = `cast(${values.add(createdMs)} as bigint)`;
  const gap = `cast(${values.add(1000 / perSecond)} as double precision)`;
  const conditions = [
    `tenant = ${values.add(tenant)}`,
    ...conditionsOf({ ...filter, states: ['dead'] }, values),
  ];
  const total = await queries.run(
    `with chosen as materialized (
      select id, row_number() over (order by created_at, id) - 1 as place from delivery
        where ${conditions.join(' and ')} and not ${OVERTAKEN})
    update delivery set ${ANEW}, replay_id = ${replay}, changed_at = ${start},
      due_at = ${start} + cast(${gap} * (select place from chosen where chosen.id = delivery.id) as bigint)
      where state = 'dead' and id in (select id from chosen)`,
    values.list,
  );
  await queries.run(
    'insert into replay (id, tenant, created_at, created_by, per_second, total) values ($1, $2, $3, $4, $5, $6)',
    [id, tenant, createdMs, by, perSecond, total],
  );
}

/** What was not attempted yet is dead again. @param queries of a transaction. */
export async function endReplay(
  queries: Queries,
  tenant: string,
  id: string,
  nowMs: number,
): Promise<boolean> {
  const found = await queries.run(
    'update replay set cancelled_at = $3 where tenant = $1 and id = $2 and cancelled_at is null',
    [tenant, id, nowMs],
  );
  await queries.run(
    `update delivery set state = 'dead', changed_at = $3, finished_at = $3, progress = null
      where tenant = $1 and replay_id = $2 and state = 'waiting' and first_attempt_at is null`,
    [tenant, id, nowMs],
  );
  return found > 0;
}

/** See the list's `readReplay`. */
export async function readReplay(queries: Queries, tenant: string, id: string): Promise<Replay | null> {
  const [row] = await queries.all(
    'select created_at, created_by, per_second, cancelled_at, total from replay where tenant = $1 and id = $2',
    [tenant, id],
  );
  if (row === undefined) return null;
  const counts = await queries.all(
    'select state, count(*) as number from delivery where tenant = $1 and replay_id = $2 group by state',
    [tenant, id],
  );
  return {
    id,
    tenant,
    createdMs: numberOf(row, 'created_at'),
    by: textOf(row, 'created_by'),
    perSecond: numberOf(row, 'per_second'),
    cancelledMs: numberOrNull(row, 'cancelled_at'),
    total: numberOf(row, 'total'),
    states: Object.fromEntries(counts.map((count) => [stateOf(count), numberOf(count, 'number')])),
  };
}
