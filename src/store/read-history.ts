import type { Reader } from './database.js';
import { COLUMNS, ERASED } from './read-versions.js';
import { numberOf } from './row.js';
import type { Erased, HistoryPage, HistoryPart } from './store.js';
import { deletionIn, erasedIn, isErasure, versionIn } from './version-row.js';

/** Larger than the number of any version, and what an integer of PostgreSQL can be. */
const BEYOND_ALL = 2 ** 31 - 1;

const ONE_RESOURCE = 'v.tenant = $1 and v.id = $2 and v.type = $3';

/** See the store's `history`. Only the page is read: each version holds a whole resource. */
export async function readHistory(
  queries: Reader,
  tenant: string,
  type: string,
  id: string,
  { count, sinceMs, after }: HistoryPart,
): Promise<HistoryPage | Erased | null> {
  const sought = [tenant, id, type];
  const since = sinceMs ?? 0;
  const [newest] = await queries.all(
    `select v.version_id, v.last_updated from resource_version v
      where ${ONE_RESOURCE} order by v.number desc limit 1`,
    sought,
  );
  if (newest === undefined) return null;
  if (newest['version_id'] === ERASED) return erasedIn(newest);
  const [all] = await queries.all(
    `select min(v.number) as first_number, count(case when v.last_updated >= $4 then 1 end) as total
      from resource_version v where ${ONE_RESOURCE}`,
    [...sought, since],
  );
  // One more than wanted tells whether there is a next page.
  const rows = await queries.all(
    `select v.number, ${COLUMNS} from resource_version v
      where ${ONE_RESOURCE} and v.last_updated >= $4 and v.number < $5 order by v.number desc limit $6`,
    [...sought, since, after ?? BEYOND_ALL, count + 1],
  );
  const page = rows.slice(0, count);
  const last = page.map((row) => numberOf(row, 'number')).at(-1) ?? null;
  return {
    versions: page.map((row) => (isErasure(row) ? deletionIn(row) : versionIn(row))),
    total: all === undefined ? 0 : numberOf(all, 'total'),
    next: rows.length > count ? last : null,
    endsWithFirst: last !== null && last === all?.['first_number'],
  };
}
