import type { Writing } from '../write-versions.js';
import { CLAIMED_INTAKE } from './intake-row.js';
import type { IntakeClaim } from './intake.js';

/** Ends an intake in the transaction that stores its report. A claim that was lost changes nothing. */
export async function endIntake(
  { queries, nowMs }: Writing,
  { id, owner, claim }: IntakeClaim,
  reportId: string,
  deliveryIds: readonly string[],
): Promise<void> {
  await queries.run(
    `update intake set state = 'done', owner = null, handle = null, problem = null, changed_at = $4, finished_at = $4, report_id = $5,
      delivery_ids = $6 where ${CLAIMED_INTAKE}`,
    [id, owner, claim, nowMs, reportId, JSON.stringify(deliveryIds)],
  );
}

/** Ends an intake whose report was erased on request. */
export async function cancelIntake(
  { queries, nowMs }: Writing,
  { id, owner, claim }: IntakeClaim,
  reportId: string,
): Promise<void> {
  await queries.run(
    `update intake set state = 'cancelled', owner = null, handle = null, changed_at = $4, finished_at = $4, report_id = $5
      where ${CLAIMED_INTAKE}`,
    [id, owner, claim, nowMs, reportId],
  );
}
