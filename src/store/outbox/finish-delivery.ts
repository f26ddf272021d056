import type { Queries } from '../database.js';
import { writeAttempt } from './attempts.js';
import type { Attempt, ClaimedDelivery, Verdict } from './delivery.js';
import { CLAIMED, giveBack, type WaitingAgain } from './give-back.js';

/** See the queue's `finish`. @param queries of a transaction. */
export async function finishDelivery(
  queries: Queries,
  claim: ClaimedDelivery,
  verdict: Verdict,
  nowMs: number,
): Promise<boolean> {
  const { attempt } = verdict;
  const counted = counting(claim, verdict);
  const isDone =
    verdict.kind === 'retry'
      ? await giveBack(queries, claim, waitingAgain(claim, verdict, counted, nowMs))
      : await end(queries, claim, verdict, counted, nowMs);
  await writeAttempt(queries, claim, isDone ? attempt : { ...attempt, issues: [] });
  await noteDestination(queries, claim, verdict, nowMs);
  if (isDone && verdict.kind === 'delivered' && verdict.contentHash !== claim.contentHash)
    await endSame(queries, claim, verdict.contentHash, nowMs);
  return isDone;
}

const UNHELD = 'held_at = null, held_for = null, held_until = null, held_code = null';
const NOT_FAILING = 'failing_at = null, failing_for = null, failing_code = null';

/** What the attempt says of the destination: after a delivery, that all is well; after any other answer, that it can be reached. */
async function noteDestination(
  queries: Queries,
  { destination }: ClaimedDelivery,
  verdict: Verdict,
  nowMs: number,
): Promise<void> {
  if (verdict.kind === 'delivered')
    await queries.run(
      `update destination_state set ${UNHELD}, ${NOT_FAILING}
        where destination = $1 and (held_at is not null or failing_at is not null)`,
      [destination],
    );
  else if (verdict.isDown === true) await noteFailing(queries, destination, verdict.attempt, nowMs);
  else if (verdict.attempt.status !== null)
    await queries.run(
      `update destination_state set ${NOT_FAILING} where destination = $1 and failing_at is not null`,
      [destination],
    );
}

async function noteFailing(
  queries: Queries,
  destination: string,
  { outcome, errorCode }: Attempt,
  nowMs: number,
): Promise<void> {
  await queries.run(
    `insert into destination_state (destination, failing_at, failing_for, failing_code) values ($1, $2, $3, $4)
      on conflict (destination) do update set failing_at = coalesce(destination_state.failing_at, excluded.failing_at),
        failing_for = excluded.failing_for, failing_code = excluded.failing_code`,
    [destination, nowMs, outcome, errorCode ?? null],
  );
}

type Counted = Pick<ClaimedDelivery, 'attempts' | 'firstAttemptMs'> & { readonly lastOutcome: string };

function counting({ attempts, firstAttemptMs }: ClaimedDelivery, verdict: Verdict): Counted {
  const { outcome, counts, startedMs } = verdict.attempt;
  const startsAnew = verdict.kind === 'retry' && verdict.startsAnew === true;
  return {
    attempts: counts ? { ...attempts, [outcome]: (attempts[outcome] ?? 0) + 1 } : attempts,
    // Never later than this one: a hold was to last longer than it did.
    firstAttemptMs: startsAnew ? null : Math.min(firstAttemptMs ?? startedMs, startedMs),
    lastOutcome: outcome,
  };
}

function waitingAgain(
  { interruptions }: ClaimedDelivery,
  { dueMs, progress }: Extract<Verdict, { kind: 'retry' }>,
  counted: Counted,
  nowMs: number,
): WaitingAgain {
  return { ...counted, interruptions, dueMs, progress, nowMs };
}

async function end(
  queries: Queries,
  claim: ClaimedDelivery,
  verdict: Exclude<Verdict, { kind: 'retry' }>,
  { lastOutcome, attempts, firstAttemptMs }: Counted,
  nowMs: number,
): Promise<boolean> {
  const { contentHash, reportVersion = null } =
    verdict.kind === 'delivered' ? verdict : { contentHash: claim.contentHash };
  const changed = await queries.run(
    `update delivery
      set state = $4, content_hash = $5, changed_at = $6, finished_at = $6, last_outcome = $7, attempts = $8, first_attempt_at = $9,
        report_version = coalesce($10, report_version), owner = null, progress = null
      where ${CLAIMED}`,
    [
      ...[claim.id, claim.owner, claim.claim, verdict.kind, contentHash, nowMs],
      ...[lastOutcome, JSON.stringify(attempts), firstAttemptMs, reportVersion],
    ],
  );
  return changed > 0;
}

/** The report changed before it was read for sending: what was to bring the change is delivered already. */
async function endSame(
  queries: Queries,
  { tenant, reportId, destination }: ClaimedDelivery,
  contentHash: string,
  nowMs: number,
): Promise<void> {
  await queries.run(
    `update delivery set state = 'delivered', changed_at = $5, finished_at = $5, last_outcome = 'delivered',
        progress = null
      where tenant = $1 and report_id = $2 and destination = $3 and content_hash = $4
        and state = 'waiting' and finished_at is null`,
    [tenant, reportId, destination, contentHash, nowMs],
  );
}
