import { insertRows } from './insert-rows.js';
import { keepDeliveries } from './outbox/cancel-deliveries.js';
import { deliverNothing, deliverSaved } from './outbox/deliver-saved.js';
import { endOtherLanguages, rawVersions, writeRaw } from './raw-versions.js';
import { writeReportKeys } from './report-keys.js';
import { isOwn, writeMembers } from './report-resources.js';
import { numberOf } from './row.js';
import { dropIndex, writeIndex } from './search/write-index.js';
import { instant } from './stored-json.js';
import type { Erased, ReportToStore, SavedReport, SavingOptions } from './store.js';
import {
  writeDeletions,
  writeVersions,
  type InLanguage,
  type StoredResource,
  type Writing,
} from './write-versions.js';

/** Stores a report within a transaction; see the store's `saveReport`. */
export async function saveReport(
  writing: Writing,
  report: ReportToStore,
  options: SavingOptions = {},
): Promise<SavedReport | Erased> {
  const erased = await takeReport(writing, report);
  if (erased !== null) return deliverNothing(writing, report.id, erased, options);
  const { changed, resources } = await writeReport(writing, report);
  const { id: reportId, language } = report;
  const deliveries = await deliverSaved(writing, { reportId, language, resources }, options);
  return { changed, deliveries };
}

interface WrittenReport {
  readonly changed: boolean;
  readonly resources: readonly StoredResource[];
}

async function writeReport(writing: Writing, report: ReportToStore): Promise<WrittenReport> {
  const { queries, tenant } = writing;
  await writeReportKeys(queries, tenant, report);
  const known = await rawVersions(queries, tenant, report.id);
  const before = known.filter(({ isCurrent }) => isCurrent).map(({ language }) => language);
  const isSameRaw = await writeRaw(writing, report, known);
  const members = await writeMembers(queries, tenant, report.id, report.resources);
  const stored = await writeVersions(writing, inLanguages(report));
  await writeDeletions(writing, members.gone);

  const changed = !isSameRaw || !members.isSame || stored.some(({ isNew }) => isNew);
  // Another language of the same report has the same resources; when it has not, the report has changed.
  const isAnother = before.includes(report.language) ? changed : before.length > 0 && !members.isSame;
  if (isAnother) await endOtherLanguages(writing, report);
  const isFirst = isAnother || before.length === 0 || before[0] === report.language;
  const wasFirst = before[0] === report.language;
  for (const { type, id } of members.gone) await dropIndex(queries, tenant, type, id);
  await writeIndex(queries, tenant, toIndex(stored, isFirst, wasFirst));
  // The printable report is in one language, and its link is published with the first one's.
  if (isFirst) await writeBinaries(writing, report);
  // A file of the same id may be another one now, as the printable report is.
  if (changed)
    await queries.run('delete from media_file where tenant = $1 and report_id = $2', [tenant, report.id]);
  return { changed, resources: stored };
}

/**
 * Makes the report's row or finds it, and keeps others from changing the report until the transaction ends: on PostgreSQL the
 * row is locked, on SQLite there is one writer at a time.
 *
 * @returns the erasure when it was erased on request.
 */
async function takeReport(
  writing: Writing,
  { id, handle, publishedId }: ReportToStore,
): Promise<Erased | null> {
  const { queries, tenant, nowMs } = writing;
  const [row] = await queries.all(
    `insert into report (tenant, id, stored_at) values ($1, $2, $3)
      on conflict (tenant, id) do update set stored_at = excluded.stored_at
      returning erased_at, erased_for`,
    [tenant, id, nowMs],
  );
  if (row?.['erased_for'] === 'request') return { erasedAt: instant(numberOf(row, 'erased_at')) };
  await queries.run(
    `update report set handle = $3, published_id = $4, erased_at = null, erased_for = null
      where tenant = $1 and id = $2`,
    [tenant, id, handle, publishedId],
  );
  if (row?.['erased_for'] === 'retention') await keepDeliveries(writing, id);
  return null;
}

/** What is shared says the same in reports of every language: it has its own. */
function inLanguages({ resources, language }: ReportToStore): InLanguage[] {
  return resources.map((resource) => ({
    resource,
    language: isOwn(resource.resourceType) ? language : (resource.language ?? language),
  }));
}

/**
 * What the index has to learn. It is made of one language, the first that the report was stored in, and of what reports share.
 *
 * @param isFirst whether the index is made of the stored language now.
 * @param wasFirst whether it was before, so that what is not new is in it.
 */
function toIndex(
  stored: readonly StoredResource[],
  isFirst: boolean,
  wasFirst: boolean,
): readonly StoredResource[] {
  return stored.filter(({ resource, isNew }) =>
    isOwn(resource.resourceType) ? isFirst && (isNew || !wasFirst) : isNew,
  );
}

async function writeBinaries({ queries, tenant }: Writing, { id, binaries }: ReportToStore): Promise<void> {
  await queries.run('delete from binary_source where tenant = $1 and report_id = $2', [tenant, id]);
  await insertRows(
    queries,
    'binary_source (tenant, id, report_id, url)',
    binaries.map((binary) => [tenant, binary.id, id, binary.url]),
  );
}
