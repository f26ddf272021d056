import type { Queries } from '../database.js';
import type { DeliveryClaim } from './delivery.js';
import { sameLane } from './delivery-row.js';

/** What a delivery is like that waits again. */
export interface WaitingAgain {
  readonly dueMs: number;
  readonly nowMs: number;
  readonly lastOutcome: string | null;
  readonly attempts: Readonly<Record<string, number>>;
  readonly firstAttemptMs: number | null;
  readonly interruptions: number;
  readonly progress: string | null;
}

/**
 * Ends a claim without an end: the delivery waits again, or it is superseded by a newer version that waits already.
 *
 * @param queries of a transaction.
 * @returns false when the claim was lost.
 */
export async function giveBack(
  queries: Queries,
  claim: DeliveryClaim,
  again: WaitingAgain,
): Promise<boolean> {
  const { dueMs, nowMs, lastOutcome, attempts, firstAttemptMs, interruptions, progress } = again;
  const values = [
    ...[claim.id, claim.owner, claim.claim, lastOutcome, JSON.stringify(attempts), firstAttemptMs],
    ...[interruptions, nowMs],
  ];
  const changes = `owner = null, last_outcome = $4, attempts = $5, first_attempt_at = $6, interruptions = $7, changed_at = $8`;
  const superseded = await queries.run(
    `update delivery set state = 'superseded', finished_at = $8, progress = null, ${changes} where ${CLAIMED} and ${NEWER_WAITS}`,
    values,
  );
  if (superseded > 0) return true;
  const waiting = await queries.run(
    `update delivery set state = 'waiting', due_at = $9, progress = $10, ${changes} where ${CLAIMED}`,
    [...values, dueMs, progress],
  );
  return waiting > 0;
}

/** The row of a claim that is not lost: `$1` is its id, `$2` its owner, `$3` its number. */
export const CLAIMED = `id = $1 and owner = $2 and claims = $3 and state = 'sending'`;

const NEWER_WAITS = `exists (
  select 1 from delivery newer
    where ${sameLane('delivery', 'newer')} and newer.state = 'waiting' and newer.finished_at is null)`;
