import type { Database, Queries } from '../database.js';
import type { SharedClaim, SharedResource, SharedResources } from './shared-resource.js';

/** Makes the list of what destinations have of shared things, in a database with the store's tables. */
export function createSharedResources(database: Database): SharedResources {
  return {
    claim: async (resource, owner, nowMs, leaseMs) => {
      // Nearly always it is there already, and then nothing is written.
      if (await isStored(database, resource)) return 'stored';
      return database.transaction((queries) => claim(queries, resource, owner, nowMs, leaseMs));
    },
    extend: (resource, owner, nowMs, leaseMs) =>
      database.transaction(async (queries) => {
        const sql = `update destination_resource set lease_until = $5 where ${KEY} and owner = $4`;
        return (await queries.run(sql, [...keyOf(resource), owner, nowMs + leaseMs])) > 0;
      }),
    finish: (resource, owner, nowMs) =>
      database.transaction(async (queries) => {
        await queries.run(
          `update destination_resource set stored_hash = $5, stored_at = $6, owner = null, lease_until = null
            where ${KEY} and owner = $4`,
          [...keyOf(resource), owner, resource.contentHash, nowMs],
        );
      }),
    release: (resource, owner) =>
      database.transaction(async (queries) => {
        await queries.run(
          `update destination_resource set owner = null, lease_until = null where ${KEY} and owner = $4`,
          [...keyOf(resource), owner],
        );
      }),
    forget: (destination) =>
      database.transaction(async (queries) => {
        await forgetShared(queries, destination);
      }),
  };
}

/** See the list's `forget`. Who stores something just now goes on. @param queries of a transaction. */
export async function forgetShared(queries: Queries, destination: string): Promise<void> {
  await queries.run(
    'update destination_resource set stored_hash = null, stored_at = null where destination = $1 and stored_hash is not null',
    [destination],
  );
}

const KEY = 'destination = $1 and type = $2 and id = $3';

function keyOf({ destination, type, id }: SharedResource): [string, string, string] {
  return [destination, type, id];
}

async function isStored(queries: Queries, resource: SharedResource): Promise<boolean> {
  const [row] = await queries.all(
    `select stored_hash from destination_resource where ${KEY}`,
    keyOf(resource),
  );
  return row?.['stored_hash'] === resource.contentHash;
}

async function claim(
  queries: Queries,
  resource: SharedResource,
  owner: string,
  nowMs: number,
  leaseMs: number,
): Promise<SharedClaim> {
  const claimed = await queries.run(
    `insert into destination_resource (destination, type, id, owner, lease_until) values ($1, $2, $3, $4, $5)
      on conflict (destination, type, id) do update set owner = excluded.owner, lease_until = excluded.lease_until
      where coalesce(destination_resource.lease_until, 0) <= $6
        and coalesce(destination_resource.stored_hash, '') <> $7`,
    [...keyOf(resource), owner, nowMs + leaseMs, nowMs, resource.contentHash],
  );
  if (claimed > 0) return 'claimed';
  return (await isStored(queries, resource)) ? 'stored' : 'elsewhere';
}
