import type { Database, Queries, Row } from '../database.js';
import { numberOf, numberOrNull, textOf } from '../row.js';
import { SqlValues } from '../search/sql-values.js';
import type { DeliveryFilter, Replay } from './delivery-list.js';
import { stateOf } from './delivery-row.js';
import { conditionsOf } from './list-deliveries.js';
import { ANEW, OVERTAKEN } from './retry-delivery.js';

/** What a replay is started with. */
export type NewReplay = Pick<Replay, 'id' | 'tenant' | 'createdMs' | 'by' | 'perSecond'>;

/** So many deliveries are taken up by one commit: others have their turn between two, however many are dead. */
const PIECE = 1_000;

/** What was taken up last; the next piece begins after it. */
interface Taken {
  readonly createdMs: number;
  readonly id: string;
  /** How many so far. */
  readonly count: number;
}

/** Writes down that there is a replay, which has taken up nothing yet. @param queries of a transaction. */
export async function insertReplay(
  queries: Queries,
  { id, tenant, createdMs, by, perSecond }: NewReplay,
): Promise<void> {
  await queries.run(
    'insert into replay (id, tenant, created_at, created_by, per_second, total) values ($1, $2, $3, $4, $5, 0)',
    [id, tenant, createdMs, by, perSecond],
  );
}

/**
 * Makes dead deliveries fall due one after the other. The rate is in their due times, so that nothing has to run meanwhile. What a
 * process that ends meanwhile has not taken up stays dead, for another replay.
 */
export async function takeUpDead(
  database: Database,
  replay: NewReplay,
  filter: DeliveryFilter,
): Promise<void> {
  let taken: Taken | null = { createdMs: 0, id: '', count: 0 };
  while (taken !== null) {
    const after: Taken = taken;
    taken = await database.transaction((queries) => takeUpPiece(queries, replay, filter, after));
  }
}

/** @returns null when there is no more, or the replay was cancelled. */
async function takeUpPiece(
  queries: Queries,
  { id, tenant, createdMs, perSecond }: NewReplay,
  filter: DeliveryFilter,
  after: Taken,
): Promise<Taken | null> {
  const values = new SqlValues();
  const conditions = [
    `tenant = ${values.add(tenant)} and state = 'dead'`,
    ...conditionsOf({ ...filter, states: [] }, values),
    `(created_at, id) > (${values.add(after.createdMs)}, ${values.add(after.id)})`,
  ];
  const start = `cast(${values.add(createdMs)} as bigint)`;
  const gap = `cast(${values.add(1000 / perSecond)} as double precision)`;
  const place = `cast(${values.add(after.count)} as bigint) + place`;
  const rows = await queries.all(
    `with chosen as materialized (
      select id as chosen_id, row_number() over (order by created_at, id) - 1 as place from delivery
        where ${conditions.join(' and ')} and not ${OVERTAKEN} order by created_at, id limit ${PIECE})
    update delivery set ${ANEW}, replay_id = ${values.add(id)}, changed_at = ${start},
        due_at = ${start} + cast(${gap} * (${place}) as bigint)
      from chosen where id = chosen_id and state = 'dead'
        and exists (select 1 from replay where replay.id = ${values.add(id)} and cancelled_at is null)
      returning id, created_at`,
    values.list,
  );
  await queries.run('update replay set total = total + $2 where id = $1', [id, rows.length]);
  return lastOf(rows, after.count + rows.length);
}

function lastOf(rows: readonly Row[], count: number): Taken | null {
  const taken = rows.map((row) => ({ createdMs: numberOf(row, 'created_at'), id: textOf(row, 'id'), count }));
  const isAfter = (one: Taken, other: Taken): boolean =>
    one.createdMs > other.createdMs || (one.createdMs === other.createdMs && one.id > other.id);
  return taken.reduce<Taken | null>((last, one) => (last === null || isAfter(one, last) ? one : last), null);
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
  const [row] = await queries.all(`select ${REPLAY_COLUMNS} from replay where tenant = $1 and id = $2`, [
    tenant,
    id,
  ]);
  return row === undefined ? null : replayIn(queries, row);
}

/** See the list's `replays`. */
export async function listReplays(queries: Queries, tenant: string, limit: number): Promise<Replay[]> {
  const rows = await queries.all(
    `select ${REPLAY_COLUMNS} from replay where tenant = $1 order by created_at desc, id desc limit $2`,
    [tenant, limit],
  );
  const replays: Replay[] = [];
  // One after the other: a transaction has one connection.
  for (const row of rows) replays.push(await replayIn(queries, row));
  return replays;
}

const REPLAY_COLUMNS = 'id, tenant, created_at, created_by, per_second, cancelled_at, total';

async function replayIn(queries: Queries, row: Row): Promise<Replay> {
  const [id, tenant] = [textOf(row, 'id'), textOf(row, 'tenant')];
  const counts = await queries.all(
    'select state, count(*) as number from delivery where tenant = $1 and replay_id = $2 group by state',
    [tenant, id],
  );
  return {
    ...{ id, tenant },
    createdMs: numberOf(row, 'created_at'),
    by: textOf(row, 'created_by'),
    perSecond: numberOf(row, 'per_second'),
    cancelledMs: numberOrNull(row, 'cancelled_at'),
    total: numberOf(row, 'total'),
    states: Object.fromEntries(counts.map((count) => [stateOf(count), numberOf(count, 'number')])),
  };
}
