import type { Queries } from './database.js';
import { numberOf, textOf } from './row.js';
import { instant } from './stored-json.js';
import type { BinarySource, Erased } from './store.js';

/** See the store's `findBinary`. */
export async function findBinary(
  queries: Queries,
  tenant: string,
  id: string,
): Promise<(BinarySource & { readonly reportId: string; readonly handle: string }) | Erased | null> {
  const [source] = await queries.all(
    `select b.id, b.url, b.report_id, r.handle from binary_source b
      join report r on r.tenant = b.tenant and r.id = b.report_id
      where b.tenant = $1 and b.id = $2`,
    [tenant, id],
  );
  if (source !== undefined) {
    return {
      id: textOf(source, 'id'),
      url: textOf(source, 'url'),
      reportId: textOf(source, 'report_id'),
      handle: textOf(source, 'handle'),
    };
  }
  // The bytes go with the resource that shows them.
  const [erased] = await queries.all(
    `select last_updated from resource_version
      where tenant = $1 and id = $2 and type in ('DiagnosticReport', 'Media') and is_current = 1 and json is null`,
    [tenant, id],
  );
  return erased === undefined ? null : { erasedAt: instant(numberOf(erased, 'last_updated')) };
}
