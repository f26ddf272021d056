import type { Queries } from '../database.js';
import { textOf } from '../row.js';
import { SqlValues } from '../search/sql-values.js';
import type { ClaimedDelivery } from './delivery.js';

/** See the queue's `sentBefore`. */
export async function sentBefore(
  queries: Queries,
  { tenant, reportId, destination, version, id }: ClaimedDelivery,
  outcomes: readonly string[],
): Promise<readonly string[]> {
  const values = new SqlValues();
  const lane = [
    `d.tenant = ${values.add(tenant)} and d.report_id = ${values.add(reportId)}`,
    `d.destination = ${values.add(destination)} and d.version <= ${values.add(version)}`,
  ];
  // Of a claim that was given back, or whose lease ended, no attempt is kept. The present claim is none of these.
  const claimsBefore = `d.claims - case when d.id = ${values.add(id)} then 1 else 0 end`;
  const rows = await queries.all(
    `select d.report_version from delivery d
      where ${lane.join(' and ')} and d.report_version is not null
        and (d.state = 'delivered'
          or ${claimsBefore} > (select count(*) from delivery_attempt a where a.delivery_id = d.id)
          or exists (select 1 from delivery_attempt a
            where a.delivery_id = d.id and a.outcome ${values.oneOf(outcomes)}))
      order by d.version desc`,
    values.list,
  );
  return rows.map((row) => textOf(row, 'report_version'));
}

/** See the queue's `wasRetriedAfter`. */
export async function wasRetriedAfter(
  queries: Queries,
  { tenant, id }: Pick<ClaimedDelivery, 'tenant' | 'id'>,
  outcome: string,
): Promise<boolean> {
  const rows = await queries.all(
    `select 1 as one from delivery_attempt a join outbox_action o on o.subject = a.delivery_id and o.at >= a.started_at
      where a.delivery_id = $1 and a.outcome = $2 and o.tenant = $3 and o.action = 'retry' limit 1`,
    [id, outcome, tenant],
  );
  return rows.length > 0;
}
