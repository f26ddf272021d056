import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Queries, Row } from './database.js';
import { textOf } from './row.js';
import type { Erased, ResourceVersion } from './store.js';
import { versionIn, versionOrErased } from './version-row.js';

/** Version id of what was erased, with all its versions. */
export const ERASED = 'erased';

/** What a version is made of; its table is called `v`. */
export const COLUMNS = 'v.type, v.id, v.version_id, v.language, v.last_updated, v.json';

/** The current version in the best of the languages; see the store's `read`. */
export async function readCurrent(
  queries: Queries,
  tenant: string,
  type: string,
  id: string,
  languages: readonly string[],
): Promise<ResourceVersion | Erased | null> {
  const rows = await queries.all(
    `select ${COLUMNS} from resource_version v
      where v.tenant = $1 and v.id = $2 and v.type = $3 and v.is_current = 1 order by v.number`,
    [tenant, id, type],
  );
  const row = inBestLanguage(rows, languages);
  return row === undefined ? null : versionOrErased(row);
}

/** See the store's `readVersion`. */
export async function readVersion(
  queries: Queries,
  tenant: string,
  type: string,
  id: string,
  versionId: string,
): Promise<ResourceVersion | Erased | null> {
  const rows = await queries.all(
    `select ${COLUMNS} from resource_version v
      where v.tenant = $1 and v.id = $2 and v.type = $3
        and (v.version_id = $4 or (v.version_id = $5 and v.is_current = 1))`,
    [tenant, id, type, versionId, ERASED],
  );
  const row = rows.find((one) => one['version_id'] === versionId) ?? rows[0];
  return row === undefined ? null : versionOrErased(row);
}

/** Current versions of the resources of a report, in their order. */
export async function readMembers(
  queries: Queries,
  tenant: string,
  reportId: string,
  languages: readonly string[],
): Promise<readonly ResourceVersion[]> {
  const rows = await queries.all(
    // A cross join keeps SQLite from walking through all versions of the tenant.
    `select ${COLUMNS} from report_resource r cross join resource_version v
      where r.tenant = $1 and r.report_id = $2 and r.position is not null
        and v.tenant = r.tenant and v.id = r.id and v.type = r.type and v.is_current = 1 and v.json is not null
      order by r.position, v.number`,
    [tenant, reportId],
  );
  return bestOfEach(rows, languages);
}

/** The last versions of what a report had and has no more; see the store's `readFormer`. */
export async function readFormer(
  queries: Queries,
  tenant: string,
  reportId: string,
  languages: readonly string[],
): Promise<readonly ResourceVersion[]> {
  const rows = await queries.all(
    `select ${COLUMNS} from report_resource r cross join resource_version v
      where r.tenant = $1 and r.report_id = $2 and r.position is null
        and v.tenant = r.tenant and v.id = r.id and v.type = r.type and v.json is not null
      order by r.id, r.type, v.number desc`,
    [tenant, reportId],
  );
  return bestOfEach(rows, languages);
}

/** So many resources are read at once: others are answered between them, and no engine has too many values in a statement. */
const PIECE = 100;

/** The current versions of what a search found, without what went away meanwhile. */
export async function readFound(
  queries: Queries,
  tenant: string,
  found: readonly { readonly type: string; readonly id: string }[],
  languages: readonly string[],
): Promise<readonly ResourceVersion[]> {
  const versions: ResourceVersion[] = [];
  for (let start = 0; start < found.length; start += PIECE) {
    if (start > 0) await nextTurn();
    versions.push(...(await readPiece(queries, tenant, found.slice(start, start + PIECE), languages)));
  }
  return versions;
}

async function readPiece(
  queries: Queries,
  tenant: string,
  found: readonly { readonly type: string; readonly id: string }[],
  languages: readonly string[],
): Promise<readonly ResourceVersion[]> {
  const pairs = found.map((_, index) => `($${2 * index + 2}, $${2 * index + 3})`).join(', ');
  const rows = await queries.all(
    `select ${COLUMNS} from resource_version v
      where v.tenant = $1 and (v.id, v.type) in (values ${pairs}) and v.is_current = 1 and v.json is not null
      order by v.number`,
    [tenant, ...found.flatMap(({ type, id }) => [id, type])],
  );
  const versions = new Map(bestOfEach(rows, languages).map((one) => [`${one.type}/${one.id}`, one]));
  return found.flatMap(({ type, id }) => versions.get(`${type}/${id}`) ?? []);
}

function bestOfEach(rows: readonly Row[], languages: readonly string[]): ResourceVersion[] {
  const resources = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${textOf(row, 'type')}/${textOf(row, 'id')}`;
    const known = resources.get(key);
    if (known === undefined) resources.set(key, [row]);
    else known.push(row);
  }
  return [...resources.values()].flatMap((some) => {
    const row = inBestLanguage(some, languages);
    return row === undefined ? [] : versionIn(row);
  });
}

/** @param rows of one resource; where none is in these languages, the first one is taken. */
function inBestLanguage(rows: readonly Row[], languages: readonly string[]): Row | undefined {
  for (const language of languages) {
    const row = rows.find((one) => one['language'] === language);
    if (row !== undefined) return row;
  }
  return rows[0];
}
