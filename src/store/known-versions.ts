import type { Queries, Row } from './database.js';
import type { KnownVersion } from './next-version.js';
import { numberOf, textOf } from './row.js';

/** So many ids go into one statement. */
const IDS = 100;

/** Gives the versions of a resource by its type and id. */
export type KnownVersions = (type: string, id: string) => readonly KnownVersion[];

/** Reads what is known of every version of resources. */
export async function knownVersions(
  queries: Queries,
  tenant: string,
  ids: readonly string[],
): Promise<KnownVersions> {
  const versions = new Map<string, KnownVersion[]>();
  for (let start = 0; start < ids.length; start += IDS) {
    const some = ids.slice(start, start + IDS);
    const rows = await queries.all(
      `select type, id, number, version_id, language, content_hash, is_current, last_updated
        from resource_version where tenant = $1 and id in (${some.map((_, index) => `$${index + 2}`).join(', ')})`,
      [tenant, ...some],
    );
    for (const row of rows) {
      const key = `${textOf(row, 'type')}/${textOf(row, 'id')}`;
      versions.set(key, [...(versions.get(key) ?? []), knownVersion(row)]);
    }
  }
  return (type, id) => versions.get(`${type}/${id}`) ?? [];
}

function knownVersion(row: Row): KnownVersion {
  return {
    number: numberOf(row, 'number'),
    versionId: textOf(row, 'version_id'),
    language: textOf(row, 'language'),
    contentHash: textOf(row, 'content_hash'),
    isCurrent: numberOf(row, 'is_current') === 1,
    lastUpdated: numberOf(row, 'last_updated'),
  };
}
