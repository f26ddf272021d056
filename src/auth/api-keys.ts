import { z } from 'zod';
import type { Database, Queries, Row } from '../store/database.js';
import { digestOf, makeKey } from './api-key.js';

/** What is known of a key. The key itself is not. */
export interface ApiKey {
  readonly id: string;
  /** SHA-256 of the key, in hexadecimal. */
  readonly digest: string;
  readonly client: string;
  readonly tenant: string;
  readonly scopes: readonly string[];
  /** Times in ms since the epoch. */
  readonly createdMs: number;
  readonly expiresMs: number | null;
  readonly revokedMs: number | null;
}

/** A key to be made. */
export type KeyRequest = Pick<ApiKey, 'client' | 'tenant' | 'scopes' | 'expiresMs'>;

/** Two, so that a client can change its key without a gap: make the new one, use it, revoke the old one. */
export const MAX_LIVE_KEYS = 2;

/** Keys of clients, in the store's database. */
export interface ApiKeys {
  /** @returns the key's text, which nobody can find out again; null when the client has {@link MAX_LIVE_KEYS} live ones. */
  create(request: KeyRequest): Promise<{ readonly key: ApiKey; readonly text: string } | null>;
  find(id: string): Promise<ApiKey | null>;
  /** Every key, also those that are no longer valid, the oldest first. */
  list(): Promise<readonly ApiKey[]>;
  /** @returns false when there is no such key, or it was revoked before. */
  revoke(id: string): Promise<boolean>;
}

/** Whether a key opens anything at a time. */
export function isLive({ expiresMs, revokedMs }: ApiKey, nowMs: number): boolean {
  return revokedMs === null && (expiresMs === null || nowMs < expiresMs);
}

/** @param nowMs gives the time, in ms since the epoch. */
export function createApiKeys(database: Database, nowMs: () => number): ApiKeys {
  return {
    create: (request) =>
      database.transaction(async (queries) => {
        await keepOthersOut(database, queries);
        const same = await queries.all('select * from api_key where tenant = $1 and client = $2', [
          request.tenant,
          request.client,
        ]);
        const live = same.map(keyOf).filter((key) => isLive(key, nowMs()));
        if (live.length >= MAX_LIVE_KEYS) return null;
        const { id, text } = makeKey();
        const digest = digestOf(text).toString('hex');
        const key = { ...request, id, digest, createdMs: nowMs(), revokedMs: null };
        await insert(queries, key);
        return { key, text };
      }),
    find: async (id) => {
      const [row] = await database.all('select * from api_key where id = $1', [id]);
      return row === undefined ? null : keyOf(row);
    },
    list: async () => (await database.all('select * from api_key order by created_at, id')).map(keyOf),
    revoke: async (id) => {
      const sql = 'update api_key set revoked_at = $1 where id = $2 and revoked_at is null';
      return (await database.run(sql, [nowMs(), id])) > 0;
    },
  };
}

/** Gateways that make keys at the same time do it one after the other; SQLite has one writer at a time anyway. */
async function keepOthersOut({ engine }: Database, queries: Queries): Promise<void> {
  if (engine === 'postgresql') await queries.run('lock table api_key in share row exclusive mode');
}

async function insert(queries: Queries, key: ApiKey): Promise<void> {
  const { id, digest, client, tenant, scopes, createdMs, expiresMs, revokedMs } = key;
  await queries.run(
    'insert into api_key (id, digest, client, tenant, scopes, created_at, expires_at, revoked_at) ' +
      'values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [id, digest, client, tenant, scopes.join(' '), createdMs, expiresMs, revokedMs],
  );
}

const rowSchema = z.object({
  id: z.string(),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  client: z.string(),
  tenant: z.string(),
  scopes: z.string(),
  created_at: z.number(),
  expires_at: z.number().nullable(),
  revoked_at: z.number().nullable(),
});

function keyOf(row: Row): ApiKey {
  const { id, digest, client, tenant, scopes, created_at, expires_at, revoked_at } = rowSchema.parse(row);
  return {
    id,
    digest,
    client,
    tenant,
    scopes: scopes.split(' '),
    createdMs: created_at,
    expiresMs: expires_at,
    revokedMs: revoked_at,
  };
}
