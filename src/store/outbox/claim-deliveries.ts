import type { Database, Queries } from '../database.js';
import { CLAIM_COLUMNS, claimedIn, sameLane } from './delivery-row.js';
import type { ClaimedDelivery, DeliveryClaim } from './delivery.js';
import { giveBack } from './give-back.js';

/** Who claims what, and until when. */
export interface Claiming {
  readonly destination: string;
  readonly owner: string;
  readonly nowMs: number;
  readonly leaseMs: number;
  readonly limit: number;
  readonly underWay: readonly Pick<DeliveryClaim, 'id'>[];
}

/** An older version of its report is on its way there. */
export const BEHIND_ANOTHER = `exists (select 1 from delivery other
  where ${sameLane('delivery', 'other')} and other.state = 'sending' and other.finished_at is null)`;

/** See the queue's `claim`. */
export function claimDeliveries(database: Database, claiming: Claiming): Promise<readonly ClaimedDelivery[]> {
  // Several workers claim at the same time on PostgreSQL: each takes what no other is just taking.
  const lock = database.engine === 'postgresql' ? 'for update skip locked' : '';
  return database.transaction(async (queries) => {
    await endExpired(queries, claiming, lock);
    const { destination, owner, nowMs, leaseMs, limit } = claiming;
    const rows = await queries.all(
      `with due as materialized (
        select id from delivery
          where destination = $1 and state = 'waiting' and finished_at is null and due_at <= $4
            and not ${BEHIND_ANOTHER}
            and not exists (select 1 from destination_state closed
              where closed.destination = $1
                and (closed.paused_at is not null or closed.held_until > $4 or closed.throttled_until > $4))
          order by due_at limit $5 ${lock})
      update delivery set state = 'sending', owner = $2, changed_at = $4, due_at = $3, claims = claims + 1
        where id in (select id from due)
        returning ${CLAIM_COLUMNS}`,
      [destination, owner, nowMs + leaseMs, nowMs, limit],
    );
    return rows.map(claimedIn).sort((a, b) => a.createdMs - b.createdMs);
  });
}

/** What workers that are gone had claimed waits again. Nobody knows what they have sent. Who claims is not gone. */
async function endExpired(queries: Queries, claiming: Claiming, lock: string): Promise<void> {
  const { destination, nowMs, underWay } = claiming;
  const rows = await queries.all(
    `select ${CLAIM_COLUMNS} from delivery
      where destination = $1 and state = 'sending' and finished_at is null and due_at <= $2 ${lock}`,
    [destination, nowMs],
  );
  for (const row of rows) {
    const expired = claimedIn(row);
    if (underWay.some(({ id }) => id === expired.id)) continue;
    const interruptions = expired.interruptions + 1;
    await giveBack(queries, expired, {
      ...expired,
      nowMs,
      interruptions,
      lastOutcome: 'interrupted',
      firstAttemptMs: expired.firstAttemptMs ?? expired.dueMs,
    });
  }
}
