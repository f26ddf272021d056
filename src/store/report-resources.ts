import type { IdentifiedResource } from '../fhir/bundle.js';
import type { Queries } from './database.js';
import { insertRows } from './insert-rows.js';
import { textOf } from './row.js';
import type { ResourceKey } from './write-versions.js';

/** Whether resources of a type are of one report only. The Device is the same resource in every report. */
export function isOwn(type: string): boolean {
  return type !== 'Device';
}

/** How the resources of a report differ from those it had. */
export interface MemberChange {
  readonly isSame: boolean;
  /** Its own ones that it has no more. */
  readonly gone: readonly ResourceKey[];
}

/** Notes which resources a report consists of now, and in which order. */
export async function writeMembers(
  queries: Queries,
  tenant: string,
  reportId: string,
  resources: readonly IdentifiedResource[],
): Promise<MemberChange> {
  const before = await members(queries, tenant, reportId);
  const now = resources.map(({ resourceType: type, id }) => ({ type, id }));
  const isSame = before.map(textKey).join(' ') === now.map(textKey).join(' ');
  if (isSame) return { isSame, gone: [] };
  await queries.run(
    'update report_resource set position = null where tenant = $1 and report_id = $2 and position is not null',
    [tenant, reportId],
  );
  await insertRows(
    queries,
    'report_resource (tenant, report_id, type, id, position)',
    now.map(({ type, id }, position) => [tenant, reportId, type, id, position]),
    'on conflict (tenant, report_id, id, type) do update set position = excluded.position',
  );
  const kept = new Set(now.map(textKey));
  return { isSame, gone: before.filter((one) => isOwn(one.type) && !kept.has(textKey(one))) };
}

async function members(queries: Queries, tenant: string, reportId: string): Promise<ResourceKey[]> {
  const rows = await queries.all(
    `select type, id from report_resource
      where tenant = $1 and report_id = $2 and position is not null order by position`,
    [tenant, reportId],
  );
  return rows.map((row) => ({ type: textOf(row, 'type'), id: textOf(row, 'id') }));
}

function textKey({ type, id }: ResourceKey): string {
  return `${type}/${id}`;
}
