import { afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { jwtVerify, type JWTVerifyGetKey } from 'jose';
import { JWKS_LIMITS, KeysUnavailable, remoteKeys } from '../../../src/auth/jwks.js';
import { makeSigningKey, tokenOf, type SigningKey } from '../../helpers/authorization-server.js';

const START = 1_700_000_000_000;

let first: SigningKey;
let second: SigningKey;
beforeAll(async () => {
  [first, second] = await Promise.all([makeSigningKey('ES256', 'first'), makeSigningKey('ES256', 'second')]);
});

/** What the authorization server answers; null: nothing. */
let answer: unknown;
let fetched: number;
let failures: unknown[];
let keyOf: JWTVerifyGetKey;

beforeEach(() => {
  // Only the date: jose asks for it.
  jest.useFakeTimers({ now: START, doNotFake: ['setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask'] });
  answer = { keys: [first.publicJwk] };
  fetched = 0;
  failures = [];
  keyOf = remoteKeys({
    url: 'https://login.test/keys',
    nowMs: Date.now,
    fetch: () => {
      fetched += 1;
      return answer === null
        ? Promise.reject(new TypeError('fetch failed'))
        : Promise.resolve(new Response(JSON.stringify(answer), { status: 200 }));
    },
    onFailure: (error) => failures.push(error),
  });
});
afterEach(() => {
  jest.useRealTimers();
});

async function verify(key: SigningKey): Promise<string> {
  const { payload } = await jwtVerify(await tokenOf(key), keyOf, { algorithms: ['ES256'] });
  return String(payload['client_id']);
}

function pass(ms: number): void {
  jest.setSystemTime(Date.now() + ms);
}

describe('keys of an authorization server', () => {
  test('are fetched once and remembered', async () => {
    await Promise.all([verify(first), verify(first)]);
    await verify(first);
    expect(fetched).toBe(1);
  });

  test('are fetched anew for a key that is new, half a minute after the last time', async () => {
    await verify(first);
    answer = { keys: [first.publicJwk, second.publicJwk] };
    await expect(verify(second)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
    pass(JWKS_LIMITS.cooldown);
    expect(await verify(second)).toBe('engine');
    expect(fetched).toBe(2);
  });

  test('are forgotten when the server does not publish them any more', async () => {
    await verify(first);
    answer = { keys: [second.publicJwk] };
    pass(JWKS_LIMITS.freshness);
    await expect(verify(first)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
  });

  test('are used for an hour when they cannot be fetched anew, and no longer', async () => {
    await verify(first);
    answer = null;
    pass(JWKS_LIMITS.freshness);
    expect(await verify(first)).toBe('engine');
    pass(JWKS_LIMITS.staleness - JWKS_LIMITS.freshness);
    expect(await verify(first)).toBe('engine');
    pass(1);
    await expect(verify(first)).rejects.toThrow(KeysUnavailable);
  });

  test('are asked for every half minute while the server is down, not for every token', async () => {
    answer = null;
    await expect(verify(first)).rejects.toThrow(KeysUnavailable);
    await expect(verify(first)).rejects.toThrow(KeysUnavailable);
    expect([fetched, failures.length]).toEqual([1, 1]);
    pass(JWKS_LIMITS.cooldown);
    answer = { keys: [first.publicJwk] };
    expect(await verify(first)).toBe('engine');
  });

  test('may be new ones while the server is down, so that nobody can tell that a token is wrong', async () => {
    await verify(first);
    answer = null;
    pass(JWKS_LIMITS.cooldown);
    await expect(verify(second)).rejects.toThrow(KeysUnavailable);
    expect(await verify(first)).toBe('engine');
  });

  test.each([
    ['no key set', { error: 'maintenance' }],
    ['something else than JSON objects', ['x']],
  ])('are unavailable when the server answers %s', async (_what, body) => {
    answer = body;
    await expect(verify(first)).rejects.toThrow(KeysUnavailable);
    expect(failures).toHaveLength(1);
  });
});
