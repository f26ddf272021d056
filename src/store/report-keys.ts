import type { Queries } from './database.js';
import { hashOf } from './content-hash.js';
import { insertRows } from './insert-rows.js';
import { numberOf, textOf, textOrNull } from './row.js';
import { instant } from './stored-json.js';
import type { Erased, ReportToStore, StoredReport } from './store.js';

/** Lets a report be found by what the vendor was asked with, by its published id and by its own. */
export async function writeReportKeys(
  queries: Queries,
  tenant: string,
  report: ReportToStore,
): Promise<void> {
  const keys = new Set([report.id, report.handle, report.publishedId]);
  await insertRows(
    queries,
    'report_key (tenant, key_hash, report_id)',
    [...keys].map((key) => [tenant, hashOf(key), report.id]),
    'on conflict (tenant, key_hash) do update set report_id = excluded.report_id',
  );
}

/** Finds a report; see the store's `findReport`. */
export async function findReport(
  queries: Queries,
  tenant: string,
  handleOrId: string,
): Promise<StoredReport | Erased | null> {
  const rows = await queries.all(
    `select r.id, r.handle, r.published_id, r.erased_at, r.erased_for, v.language
      from report_key k
      join report r on r.tenant = k.tenant and r.id = k.report_id
      left join raw_version v on v.tenant = r.tenant and v.report_id = r.id and v.is_current = 1
      where k.tenant = $1 and k.key_hash = $2
      order by v.number`,
    [tenant, hashOf(handleOrId)],
  );
  const [first] = rows;
  if (first === undefined) return null;
  if (first['erased_at'] !== null) {
    return textOrNull(first, 'erased_for') === 'request'
      ? { erasedAt: instant(numberOf(first, 'erased_at')) }
      : null;
  }
  return {
    id: textOf(first, 'id'),
    handle: textOf(first, 'handle'),
    publishedId: textOf(first, 'published_id'),
    languages: rows.map((row) => textOf(row, 'language')),
  };
}
