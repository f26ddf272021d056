import type { Database } from '../database.js';
import { numberOf } from '../row.js';
import { BEHIND_ANOTHER, claimDeliveries } from './claim-deliveries.js';
import type { DeliveryClaim } from './delivery.js';
import { CLAIM_COLUMNS, claimedIn } from './delivery-row.js';
import { finishDelivery } from './finish-delivery.js';
import { CLAIMED, giveBack } from './give-back.js';
import type { DeliveryQueue } from './outbox.js';
import { sentBefore, wasRetriedAfter } from './sent-before.js';

/** Makes the queue of deliveries in a database with the store's tables. */
export function createQueue(database: Database): DeliveryQueue {
  return {
    claim: (destination, owner, nowMs, leaseMs, limit, underWay = []) =>
      claimDeliveries(database, { destination, owner, nowMs, leaseMs, limit, underWay }),
    extend: ({ id, owner, claim }, progress, nowMs, leaseMs) =>
      database.transaction(async (queries) => {
        const sql = `update delivery set changed_at = $4, due_at = $5, progress = $6 where ${CLAIMED}`;
        return (await queries.run(sql, [id, owner, claim, nowMs, nowMs + leaseMs, progress])) > 0;
      }),
    finish: (claim, verdict, nowMs) =>
      database.transaction((queries) => finishDelivery(queries, claim, verdict, nowMs)),
    sentBefore: (claim, outcomes) => sentBefore(database, claim, outcomes),
    wasRetriedAfter: (claim, outcome) => wasRetriedAfter(database, claim, outcome),
    release: (claim, progress, nowMs) => release(database, claim, progress, nowMs),
    nextDueMs: (destination) => nextDueMs(database, destination),
  };
}

function release(
  database: Database,
  claim: DeliveryClaim,
  progress: string | null,
  nowMs: number,
): Promise<boolean> {
  return database.transaction(async (queries) => {
    const [row] = await queries.all(`select ${CLAIM_COLUMNS} from delivery where ${CLAIMED}`, [
      claim.id,
      claim.owner,
      claim.claim,
    ]);
    if (row === undefined) return false;
    return giveBack(queries, claim, { ...claimedIn(row), progress, dueMs: nowMs, nowMs });
  });
}

async function nextDueMs(database: Database, destination: string): Promise<number | null> {
  const times: number[] = [];
  for (const which of [`state = 'waiting' and not ${BEHIND_ANOTHER}`, `state = 'sending'`]) {
    // The first of one state is at the beginning of its index.
    const rows = await database.all(
      `select due_at from delivery where destination = $1 and finished_at is null and ${which}
        order by due_at limit 1`,
      [destination],
    );
    times.push(...rows.map((row) => numberOf(row, 'due_at')));
  }
  return times.length === 0 ? null : Math.min(...times);
}
