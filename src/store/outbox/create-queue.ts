import type { Database } from '../database.js';
import { numberOrNull } from '../row.js';
import { claimDeliveries } from './claim-deliveries.js';
import type { DeliveryClaim } from './delivery.js';
import { claimedIn, DELIVERY_COLUMNS } from './delivery-row.js';
import { finishDelivery } from './finish-delivery.js';
import { CLAIMED, giveBack } from './give-back.js';
import type { DeliveryQueue } from './outbox.js';

/** Makes the queue of deliveries in a database with the store's tables. */
export function createQueue(database: Database): DeliveryQueue {
  return {
    claim: (destination, owner, nowMs, leaseMs, limit) =>
      claimDeliveries(database, { destination, owner, nowMs, leaseMs, limit }),
    extend: ({ id, owner, claim }, nowMs, leaseMs) =>
      database.transaction(async (queries) => {
        const sql = `update delivery set changed_at = $4, due_at = $5 where ${CLAIMED}`;
        return (await queries.run(sql, [id, owner, claim, nowMs, nowMs + leaseMs])) > 0;
      }),
    finish: (claim, verdict, nowMs) =>
      database.transaction((queries) => finishDelivery(queries, claim, verdict, nowMs)),
    release: (claim, nowMs) => release(database, claim, nowMs),
    nextDueMs: (destination) => nextDueMs(database, destination),
  };
}

function release(database: Database, claim: DeliveryClaim, nowMs: number): Promise<boolean> {
  return database.transaction(async (queries) => {
    const [row] = await queries.all(`select ${DELIVERY_COLUMNS} from delivery where ${CLAIMED}`, [
      claim.id,
      claim.owner,
      claim.claim,
    ]);
    if (row === undefined) return false;
    return giveBack(queries, claim, { ...claimedIn(row), dueMs: nowMs, nowMs });
  });
}

async function nextDueMs(database: Database, destination: string): Promise<number | null> {
  const times = [];
  for (const state of ['waiting', 'sending']) {
    // The smallest of one state is at the beginning of its index.
    const [row] = await database.all(
      'select min(due_at) as due_at from delivery where destination = $1 and state = $2 and finished_at is null',
      [destination, state],
    );
    times.push(row === undefined ? null : numberOrNull(row, 'due_at'));
  }
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}
