import { cancelDeliveries } from './outbox/cancel-deliveries.js';
import { ERASED } from './read-versions.js';
import { textOf } from './row.js';
import { dropIndex } from './search/write-index.js';
import type { ErasureCause } from './store.js';
import type { Writing } from './write-versions.js';

/** What belongs to one report only, as a condition on the columns `id` and `type`. */
const OWN = `(id, type) in (
  select id, type from report_resource where tenant = $1 and report_id = $2 and type <> 'Device')`;

/**
 * Erases a report within a transaction; see the store's `eraseReport`. What stays says that there was a report: ids, hashes of
 * what it was asked for with, and the time.
 *
 * @param storedBefore a report that was stored at this time or later, in ms, stays: it was fetched again meanwhile.
 */
export async function eraseReport(
  writing: Writing,
  reportId: string,
  cause: ErasureCause,
  storedBefore = Number.MAX_SAFE_INTEGER,
): Promise<boolean> {
  const { queries, tenant, nowMs } = writing;
  const found = await queries.run(
    `update report set erased_at = $3, erased_for = $4, handle = null, published_id = null
      where tenant = $1 and id = $2 and erased_at is null and stored_at < $5`,
    [tenant, reportId, nowMs, cause.reason, storedBefore],
  );
  if (found === 0) return cause.reason === 'request' && (await forbidReturn(writing, reportId, cause));
  await removeContent(writing, reportId);
  const deliveredTo = await cancelDeliveries(writing, reportId, cause.reason);
  await audit(writing, reportId, cause, deliveredTo);
  return true;
}

/** What age has erased already may come back; after somebody has asked for the erasure it may not. */
async function forbidReturn(writing: Writing, reportId: string, cause: ErasureCause): Promise<boolean> {
  const found = await writing.queries.run(
    `update report set erased_for = 'request' where tenant = $1 and id = $2 and erased_for = 'retention'`,
    [writing.tenant, reportId],
  );
  if (found === 0) return false;
  // It may be on its way back already.
  const deliveredTo = await cancelDeliveries(writing, reportId, cause.reason);
  await audit(writing, reportId, cause, deliveredTo);
  return true;
}

async function removeContent({ queries, tenant, nowMs }: Writing, reportId: string): Promise<void> {
  const own = await queries.all(
    `select type, id from report_resource where tenant = $1 and report_id = $2 and type <> 'Device'`,
    [tenant, reportId],
  );
  for (const row of own) await dropIndex(queries, tenant, textOf(row, 'type'), textOf(row, 'id'));
  await queries.run(`delete from resource_version where tenant = $1 and ${OWN}`, [tenant, reportId]);
  await queries.run(
    `insert into resource_version
      (tenant, id, type, number, version_id, language, content_hash, is_current, last_updated, json)
      select tenant, id, type, 0, '${ERASED}', '', '', 1, cast($3 as bigint), null
      from report_resource where tenant = $1 and report_id = $2 and type <> 'Device'`,
    [tenant, reportId, nowMs],
  );
  for (const table of ['raw_version', 'binary_source', 'media_file', 'report_resource'])
    await queries.run(`delete from ${table} where tenant = $1 and report_id = $2`, [tenant, reportId]);
}

async function audit(
  { queries, tenant, nowMs }: Writing,
  reportId: string,
  { client, reason }: ErasureCause,
  deliveredTo: readonly string[],
): Promise<void> {
  await queries.run(
    `insert into audit (at, tenant, client, action, reason, report_id, delivered_to)
      values ($1, $2, $3, 'erase', $4, $5, $6)`,
    [nowMs, tenant, client, reason, reportId, JSON.stringify(deliveredTo)],
  );
}
