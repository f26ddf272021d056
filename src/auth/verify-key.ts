import { timingSafeEqual } from 'node:crypto';
import { digestOf, keyIdIn } from './api-key.js';
import type { ApiKey, ApiKeys } from './api-keys.js';
import type { Principal } from './principal.js';
import { badCredentials, cannotCheck } from './refusal.js';
import { permissionsOf } from './scope.js';

/** How long a key's row is believed without looking again: a revoked key opens nothing after so many ms. */
export const KEY_CACHE_MS = 5_000;

/** A key's row and what came of it. */
interface Known {
  readonly key: ApiKey;
  readonly digest: Buffer;
  readonly principal: Principal;
  readonly readMs: number;
}

/**
 * Makes the check of API keys: the id inside the key finds the row, and the digests are compared in constant time.
 *
 * @param keys where the keys are kept. Rows are remembered for {@link KEY_CACHE_MS}; there are never more of them than keys exist.
 * @param nowMs gives the time, in ms since the epoch.
 * @returns key → who calls. It rejects with an OutcomeError: 401, or 503 when the keys cannot be read.
 */
export function keyVerifier(
  keys: Pick<ApiKeys, 'find'>,
  nowMs: () => number,
): (text: string) => Promise<Principal> {
  const known = new Map<string, Known>();
  const remembered = (id: string): Known | null => {
    const found = known.get(id);
    // A clock that was set back makes an age negative; it must not make a row live for longer.
    const age = nowMs() - (found?.readMs ?? -Infinity);
    return found !== undefined && age >= 0 && age < KEY_CACHE_MS ? found : null;
  };
  const look = async (id: string): Promise<Known | null> => {
    const key = await keys.find(id).catch((error: unknown) => {
      throw cannotCheck('keys-unreadable', error);
    });
    if (key === null) return null;
    const digest = Buffer.from(key.digest, 'hex');
    const fresh = { key, digest, principal: principalFor(key), readMs: nowMs() };
    known.set(id, fresh);
    return fresh;
  };
  return async (text) => {
    const id = keyIdIn(text) ?? '';
    const found = remembered(id) ?? (await look(id));
    if (found === null) throw badCredentials('key-unknown');
    if (!timingSafeEqual(found.digest, digestOf(text))) throw badCredentials('key-wrong');
    const { revokedMs, expiresMs } = found.key;
    if (revokedMs !== null) throw badCredentials('key-revoked');
    if (expiresMs !== null && nowMs() >= expiresMs) throw badCredentials('key-expired');
    return found.principal;
  };
}

function principalFor({ client, tenant, scopes }: ApiKey): Principal {
  return { client, tenant, ...permissionsOf(scopes) };
}
