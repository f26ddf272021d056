import { textOf } from '../row.js';
import type { ErasureCause } from '../store.js';
import type { Writing } from '../write-versions.js';

/**
 * Cancels what is to be done with a report that is erased: its deliveries, dead ones too, and on request its intakes, for what is
 * erased because of its age may be fetched again. What receivers said of it goes, for they may have quoted it.
 *
 * @returns names of the destinations that have it, or may have it.
 */
export async function cancelDeliveries(
  writing: Writing,
  reportId: string,
  reason: ErasureCause['reason'],
): Promise<readonly string[]> {
  const { queries, tenant, nowMs } = writing;
  await queries.run(
    `update delivery set state = 'cancelled', changed_at = $3, finished_at = $3, owner = null, progress = null
      where tenant = $1 and report_id = $2 and state in ('waiting', 'sending', 'dead')`,
    [tenant, reportId, nowMs],
  );
  await queries.run(
    `update delivery_attempt set issues = '[]'
      where delivery_id in (select id from delivery where tenant = $1 and report_id = $2)`,
    [tenant, reportId],
  );
  await queries.run('update delivery set report_erased_at = $3 where tenant = $1 and report_id = $2', [
    tenant,
    reportId,
    nowMs,
  ]);
  if (reason === 'request') await cancelIntakes(writing, reportId);
  const rows = await queries.all(
    `select distinct destination from delivery
      where tenant = $1 and report_id = $2 and (claims > 0 or state = 'delivered') order by destination`,
    [tenant, reportId],
  );
  return rows.map((row) => textOf(row, 'destination'));
}

/** After a report has come back, its deliveries say again what destinations have of it. */
export async function keepDeliveries({ queries, tenant }: Writing, reportId: string): Promise<void> {
  await queries.run(
    `update delivery set report_erased_at = null
      where tenant = $1 and report_id = $2 and report_erased_at is not null`,
    [tenant, reportId],
  );
}

async function cancelIntakes({ queries, tenant, nowMs }: Writing, reportId: string): Promise<void> {
  await queries.run(
    `update intake set state = 'cancelled', changed_at = $3, finished_at = $3, handle = null, owner = null
      where tenant = $1 and finished_at is null
        and handle_hash in (select key_hash from report_key where tenant = $1 and report_id = $2)`,
    [tenant, reportId, nowMs],
  );
}
