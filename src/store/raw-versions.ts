import type { Queries } from './database.js';
import { rawHash } from './content-hash.js';
import { numberOf, textOf } from './row.js';
import type { ReportToStore } from './store.js';
import type { Writing } from './write-versions.js';

/** A version of a raw report, without its text. */
export interface RawVersion {
  readonly number: number;
  readonly language: string;
  readonly contentHash: string;
  readonly isCurrent: boolean;
}

/** Every version of a raw report, the oldest first. */
export async function rawVersions(
  queries: Queries,
  tenant: string,
  reportId: string,
): Promise<readonly RawVersion[]> {
  const rows = await queries.all(
    `select number, language, content_hash, is_current from raw_version
      where tenant = $1 and report_id = $2 order by number`,
    [tenant, reportId],
  );
  return rows.map((row) => ({
    number: numberOf(row, 'number'),
    language: textOf(row, 'language'),
    contentHash: textOf(row, 'content_hash'),
    isCurrent: numberOf(row, 'is_current') === 1,
  }));
}

/**
 * Stores a raw report as a new version, or in the place of the current one when that says the same.
 *
 * @param known every version of it.
 * @returns whether it said the same.
 */
export async function writeRaw(
  { queries, tenant, nowMs }: Writing,
  { id, language, raw }: ReportToStore,
  known: readonly RawVersion[],
): Promise<boolean> {
  const contentHash = rawHash(raw);
  const current = known.find((one) => one.isCurrent && one.language === language);
  if (current?.contentHash === contentHash) {
    await queries.run(
      'update raw_version set raw = $4, stored_at = $5 where tenant = $1 and report_id = $2 and number = $3',
      [tenant, id, current.number, raw, nowMs],
    );
    return true;
  }
  await queries.run(
    `update raw_version set is_current = 0
      where tenant = $1 and report_id = $2 and language = $3 and is_current = 1`,
    [tenant, id, language],
  );
  await queries.run(
    `insert into raw_version (tenant, report_id, number, language, content_hash, is_current, stored_at, raw)
      values ($1, $2, $3, $4, $5, 1, $6, $7)`,
    [tenant, id, (known.at(-1)?.number ?? 0) + 1, language, contentHash, nowMs, raw],
  );
  return false;
}

/** What is stored of a report in other languages, raw and resources, is of an older report and current no more. */
export async function endOtherLanguages(
  { queries, tenant }: Writing,
  { id, language }: ReportToStore,
): Promise<void> {
  await queries.run(
    `update raw_version set is_current = 0
      where tenant = $1 and report_id = $2 and is_current = 1 and language <> $3`,
    [tenant, id, language],
  );
  await queries.run(
    `update resource_version set is_current = 0
      where tenant = $1 and is_current = 1 and language not in ($3, '')
        and (id, type) in (
          select id, type from report_resource where tenant = $1 and report_id = $2 and type <> 'Device')`,
    [tenant, id, language],
  );
}

/** The raw report as it was received last, in the best of the languages. */
export async function readRaw(
  queries: Queries,
  tenant: string,
  reportId: string,
  languages: readonly string[],
): Promise<string | null> {
  const known = (await rawVersions(queries, tenant, reportId)).filter(({ isCurrent }) => isCurrent);
  const wanted = languages.flatMap((language) => known.find((one) => one.language === language) ?? []);
  const best = wanted[0] ?? known[0];
  if (best === undefined) return null;
  const [row] = await queries.all(
    'select raw from raw_version where tenant = $1 and report_id = $2 and number = $3',
    [tenant, reportId, best.number],
  );
  return row === undefined ? null : textOf(row, 'raw');
}
