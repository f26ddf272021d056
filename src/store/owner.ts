import type { Database } from './database.js';
import { StoreProblem } from './store-problem.js';

/**
 * Notes whose reports a store holds, the first time; afterwards nobody else's may be added.
 *
 * @param owner `sandbox`, or the vendor's origin such as `https://back.vendor.example`.
 * @throws StoreProblem when it holds those of somebody else.
 */
export async function claim(database: Database, owner: string): Promise<void> {
  const found = await database.transaction(async (queries) => {
    const sql = `insert into meta (name, value) values ('owner', $1) on conflict (name) do nothing`;
    await queries.run(sql, [owner]);
    return queries.all(`select value from meta where name = 'owner'`);
  });
  if (found[0]?.['value'] === owner) return;
  throw new StoreProblem(
    'STORE or DATABASE_URL names a store with reports of another vendor, or of the sandbox: reports of different vendors, and ' +
      'invented ones, must not be mixed. Use another store.',
  );
}
