import type { IdentifiedResource } from '../fhir/bundle.js';
import { resourceHash } from './content-hash.js';
import type { Queries, SqlValue } from './database.js';
import { insertRows } from './insert-rows.js';
import { knownVersions } from './known-versions.js';
import { deletion, nextVersion, sameVersion } from './next-version.js';
import type { OwnLinks } from './own-links.js';
import type { ToIndex } from './search/write-index.js';
import { storedJson } from './stored-json.js';

/** Where and when versions are written. */
export interface Writing {
  readonly queries: Queries;
  readonly tenant: string;
  /** ms since the epoch. */
  readonly nowMs: number;
  readonly links: OwnLinks;
}

/** A resource with the language of its current version. */
export interface InLanguage {
  readonly resource: IdentifiedResource;
  readonly language: string;
}

/** Type and id of a resource. */
export interface ResourceKey {
  readonly type: string;
  readonly id: string;
}

/** A resource after it was stored. */
export interface StoredResource extends ToIndex {
  readonly versionId: string;
  /** Whether this version is a new one. */
  readonly isNew: boolean;
}

/** Stores the resources that have changed as new versions. @returns all of them, in their order. */
export async function writeVersions(
  writing: Writing,
  resources: readonly InLanguage[],
): Promise<readonly StoredResource[]> {
  const { queries, tenant, nowMs, links } = writing;
  const known = await knownVersions(
    queries,
    tenant,
    resources.map(({ resource }) => resource.id),
  );
  const rows: SqlValue[][] = [];
  const stored: StoredResource[] = [];
  for (const { resource, language } of resources) {
    const { resourceType: type, id } = resource;
    const versions = known(type, id);
    const contentHash = resourceHash(links.detach(JSON.stringify(resource)));
    const same = sameVersion(contentHash, language, versions);
    if (same === undefined) {
      const { number, versionId, lastUpdated } = nextVersion(contentHash, versions, nowMs);
      if (versions.length > 0) await endVersions(writing, { type, id }, [language, '']);
      const json = links.detach(storedJson(resource, versionId, lastUpdated));
      rows.push([tenant, id, type, number, versionId, language, contentHash, 1, lastUpdated, json]);
      stored.push({ resource, versionId, updatedMs: lastUpdated, isNew: true });
    } else {
      stored.push({ resource, versionId: same.versionId, updatedMs: same.lastUpdated, isNew: false });
    }
  }
  await insertRows(queries, VERSION_ROW, rows);
  return stored;
}

/** Gives resources a last version that says that they are there no more. */
export async function writeDeletions(writing: Writing, resources: readonly ResourceKey[]): Promise<void> {
  const { queries, tenant, nowMs } = writing;
  const known = await knownVersions(
    queries,
    tenant,
    resources.map(({ id }) => id),
  );
  const rows: SqlValue[][] = [];
  for (const { type, id } of resources) {
    const { number, versionId, contentHash, lastUpdated } = deletion(known(type, id), nowMs);
    await endVersions(writing, { type, id });
    rows.push([tenant, id, type, number, versionId, '', contentHash, 1, lastUpdated, null]);
  }
  await insertRows(queries, VERSION_ROW, rows);
}

const VERSION_ROW =
  'resource_version (tenant, id, type, number, version_id, language, content_hash, is_current, last_updated, json)';

/** @param languages only the versions in these; a deletion is in none, which is `''`. */
async function endVersions(
  { queries, tenant }: Writing,
  { type, id }: ResourceKey,
  languages?: readonly [string, string],
): Promise<void> {
  const restriction = languages === undefined ? '' : 'and language in ($4, $5)';
  await queries.run(
    `update resource_version set is_current = 0
      where tenant = $1 and id = $2 and type = $3 and is_current = 1 ${restriction}`,
    [tenant, id, type, ...(languages ?? [])],
  );
}
