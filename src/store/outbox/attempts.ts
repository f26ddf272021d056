import { z } from 'zod';
import type { Queries, Row } from '../database.js';
import { numberOf, numberOrNull, textOf, textOrNull } from '../row.js';
import type { Attempt, AttemptIssue, DeliveryClaim } from './delivery.js';

/** Keeps how a claim ended, once. @param queries of a transaction. */
export async function writeAttempt(
  queries: Queries,
  { id, claim }: DeliveryClaim,
  { startedMs, durationMs, outcome, status, errorCode, correlationId, issues, counts }: Attempt,
): Promise<void> {
  await queries.run(
    `insert into delivery_attempt
      (delivery_id, claim, started_at, duration, outcome, status, correlation_id, issues, has_words, counts,
        error_code)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (delivery_id, claim) do nothing`,
    [
      ...[id, claim, startedMs, Math.round(durationMs), outcome, status, correlationId],
      ...[JSON.stringify(issues), issues.length > 0 ? 1 : 0, counts ? 1 : 0, errorCode ?? null],
    ],
  );
  if (!counts) await forgetOlder(queries, id);
}

/** Of attempts that use up no budget there is no end: so many of a delivery are kept. */
const MOST_UNCOUNTED = 20;

async function forgetOlder(queries: Queries, id: string): Promise<void> {
  await queries.run(
    `delete from delivery_attempt where delivery_id = $1 and counts = 0 and claim not in (
      select claim from delivery_attempt where delivery_id = $1 and counts = 0 order by claim desc limit $2)`,
    [id, MOST_UNCOUNTED],
  );
}

/** Attempts of a delivery, the oldest first. */
export async function readAttempts(
  queries: Queries,
  tenant: string,
  id: string,
): Promise<readonly Attempt[]> {
  const rows = await queries.all(
    `select a.started_at, a.duration, a.outcome, a.status, a.correlation_id, a.issues, a.counts, a.error_code
      from delivery d join delivery_attempt a on a.delivery_id = d.id
      where d.tenant = $1 and d.id = $2 order by a.claim`,
    [tenant, id],
  );
  return rows.map(attemptIn);
}

const issuesSchema: z.ZodType<readonly AttemptIssue[]> = z.array(
  z.object({
    severity: z.string(),
    code: z.string(),
    text: z.string(),
    expression: z.string().optional(),
    entry: z.number().optional(),
    resource: z.string().optional(),
  }),
);

function attemptIn(row: Row): Attempt {
  const errorCode = textOrNull(row, 'error_code');
  return {
    startedMs: numberOf(row, 'started_at'),
    durationMs: numberOf(row, 'duration'),
    outcome: textOf(row, 'outcome'),
    status: numberOrNull(row, 'status'),
    ...(errorCode === null ? {} : { errorCode }),
    correlationId: textOf(row, 'correlation_id'),
    issues: readIssues(row),
    counts: numberOf(row, 'counts') === 1,
  };
}

/** @param row with the column `issues` of an attempt. */
export function readIssues(row: Row): readonly AttemptIssue[] {
  return issuesSchema.parse(JSON.parse(textOf(row, 'issues')));
}
