import type { Database, Queries } from './database.js';
import { textOf } from './row.js';
import { StoreProblem } from './store-problem.js';

/** Whose reports each tenant has: a vendor's origin such as `https://back.vendor.example`, or `sandbox`. */
export type Owners = ReadonlyMap<string, string>;

/** Older versions noted the vendor of the tenant `default` under this name, and where there was none, {@link UNNAMED}. */
const NAME = 'owner';
const UNNAMED = 'tenants';
const DEFAULT = 'default';

/**
 * Notes whose reports a store holds. A tenant keeps its vendor, and new tenants may come, but a store none of whose vendors is
 * meant is somebody else's.
 *
 * @param former origin that the vendor of a tenant had before it moved: what is noted of it is noted of the vendor meant now. null:
 *   none has moved.
 * @throws StoreProblem when it holds reports of somebody else.
 */
export async function claim(database: Database, owners: Owners, former: string | null): Promise<void> {
  await database.transaction(async (queries) => {
    if (former !== null) await moveOwner(queries, former, owners);
    const known = await readOwners(queries);
    if (!isMeantFor(known, owners)) throw mixed(known);
    await queries.run('delete from meta where name = $1 and value = $2', [NAME, UNNAMED]);
    for (const [tenant, owner] of owners)
      await queries.run('insert into meta (name, value) values ($1, $2) on conflict (name) do nothing', [
        nameOf(tenant),
        owner,
      ]);
    // Another process may have been quicker.
    const noted = await readOwners(queries);
    if (!isMeantFor(noted, owners)) throw mixed(noted);
  });
}

async function moveOwner(queries: Queries, former: string, owners: Owners): Promise<void> {
  for (const [tenant, owner] of owners)
    await queries.run('update meta set value = $1 where name = $2 and value = $3', [
      owner,
      nameOf(tenant),
      former,
    ]);
}

function isMeantFor(known: Owners, owners: Owners): boolean {
  const vendors = new Set(known.values());
  const all = [...owners];
  return (
    known.size === 0 ||
    (all.every(([tenant, owner]) => (known.get(tenant) ?? owner) === owner) &&
      all.some(([, owner]) => vendors.has(owner)))
  );
}

async function readOwners(queries: Queries): Promise<Owners> {
  const rows = await queries.all(`select name, value from meta where name like '${NAME}%' and value <> $1`, [
    UNNAMED,
  ]);
  return new Map(rows.map((row) => [tenantIn(textOf(row, 'name')), textOf(row, 'value')]));
}

function nameOf(tenant: string): string {
  return tenant === DEFAULT ? NAME : `${NAME} ${tenant}`;
}

function tenantIn(name: string): string {
  return name === NAME ? DEFAULT : name.slice(NAME.length + 1);
}

function mixed(known: Owners): StoreProblem {
  const all = [...known].map(([tenant, owner]) => `${owner} (tenant ${tenant})`).join(', ');
  return new StoreProblem(
    'STORE or DATABASE_URL names a store with reports of another vendor, or of the sandbox: reports of different vendors, and ' +
      `invented ones, must not be mixed. It has those of ${all}. Use another store or, if that vendor is the same and has only ` +
      'moved, set VENDOR_FORMER_BASE_URL to where it was.',
  );
}
