import type { Database, Queries } from '../database.js';
import { numberOf, textOf } from '../row.js';
import { readAttempts } from './attempts.js';
import type { Deliveries, DeliveryCount } from './delivery-list.js';
import { DELIVERY_COLUMNS, deliveryIn, stateOf } from './delivery-row.js';
import { countDeliveries, listDeliveries } from './list-deliveries.js';
import { noteAction } from './note-action.js';
import { endReplay, insertReplay, listReplays, readReplay, takeUpDead } from './replays.js';
import { retryDelivery } from './retry-delivery.js';

/**
 * Makes the list of deliveries in a database with the store's tables.
 *
 * @param newId of replays.
 */
export function createDeliveries(database: Database, newId: () => string): Deliveries {
  return {
    read: async (tenant, id) => {
      const sql = `select ${DELIVERY_COLUMNS} from delivery where tenant = $1 and id = $2`;
      const [row] = await database.all(sql, [tenant, id]);
      return row === undefined ? null : deliveryIn(row);
    },
    attempts: (tenant, id) => readAttempts(database, tenant, id),
    list: (...asked) => listDeliveries(database, ...asked),
    total: (tenant, filter) => countDeliveries(database, tenant, filter),
    counts: (tenant) => counts(database, tenant),
    ...operations(database, newId),
  };
}

function operations(
  database: Database,
  newId: () => string,
): Pick<Deliveries, 'retry' | 'discard' | 'replay' | 'readReplay' | 'replays' | 'cancelReplay'> {
  return {
    retry: (tenant, id, by, nowMs) =>
      database.transaction(async (queries) => {
        const retried = await retryDelivery(queries, tenant, id, nowMs);
        if (retried === 'retried')
          await noteAction(queries, { atMs: nowMs, tenant, by, action: 'retry', subject: id });
        return retried;
      }),
    discard: (tenant, id, by, nowMs) =>
      database.transaction(async (queries) => {
        const sql = `update delivery set state = 'discarded', changed_at = $3
          where tenant = $1 and id = $2 and state = 'dead'`;
        const isFound = (await queries.run(sql, [tenant, id, nowMs])) > 0;
        if (isFound) await noteAction(queries, { atMs: nowMs, tenant, by, action: 'discard', subject: id });
        return isFound;
      }),
    replay: async (tenant, filter, perSecond, by, nowMs) => {
      const replay = { id: newId(), tenant, createdMs: nowMs, by, perSecond };
      await database.transaction(async (queries) => {
        await insertReplay(queries, replay);
        await noteAction(queries, { atMs: nowMs, tenant, by, action: 'replay', subject: replay.id });
      });
      await takeUpDead(database, replay, filter);
      const started = await readReplay(database, tenant, replay.id);
      return started ?? { ...replay, cancelledMs: null, total: 0, states: {} };
    },
    readReplay: (tenant, id) => readReplay(database, tenant, id),
    replays: (tenant, limit) => listReplays(database, tenant, limit),
    cancelReplay: (tenant, id, by, nowMs) =>
      database.transaction(async (queries) => {
        if (await endReplay(queries, tenant, id, nowMs))
          await noteAction(queries, { atMs: nowMs, tenant, by, action: 'cancel-replay', subject: id });
        return readReplay(queries, tenant, id);
      }),
  };
}

async function counts(queries: Queries, tenant?: string): Promise<readonly DeliveryCount[]> {
  const ofTenant = tenant === undefined ? '' : 'and tenant = $1';
  const rows = await queries.all(
    `select destination, state, count(*) as number, min(created_at) as oldest from delivery
        where finished_at is null ${ofTenant} group by destination, state
      union all
      select destination, state, count(*) as number, min(created_at) as oldest from delivery
        where state = 'dead' ${ofTenant} group by destination, state`,
    tenant === undefined ? [] : [tenant],
  );
  return rows.map((row) => ({
    destination: textOf(row, 'destination'),
    state: stateOf(row),
    count: numberOf(row, 'number'),
    oldestMs: numberOf(row, 'oldest'),
  }));
}
