import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/auth/api-key.js';
import { createApiKeys, type ApiKeys, type KeyRequest } from '../../src/auth/api-keys.js';
import { keyVerifier } from '../../src/auth/verify-key.js';
import type { Database } from '../../src/store/database.js';
import { migrate } from '../../src/store/migrate.js';
import { engines, sharedEngines, type EmptyDatabase } from './engines.js';

const START = 1_700_000_000_000;

const REQUEST: KeyRequest = {
  client: 'engine',
  tenant: 'north',
  scopes: ['system/*.rs', 'gateway/admin'],
  expiresMs: START + 1_000_000,
};

describe.each(engines)('API keys in %s', (_name, create) => {
  let empty: EmptyDatabase;
  let database: Database;
  let nowMs: number;
  let keys: ApiKeys;

  beforeEach(async () => {
    empty = await create();
    database = empty.open();
    nowMs = START;
    await migrate(database, () => nowMs);
    keys = createApiKeys(database, () => nowMs);
  });

  afterEach(async () => {
    await empty.dispose();
  });

  async function make(request: Partial<KeyRequest> = {}) {
    const made = await keys.create({ ...REQUEST, ...request });
    if (made === null) throw new Error('the client has two keys');
    return made;
  }

  test('are found by their id, as they were made', async () => {
    const { key, text } = await make();
    expect(await keys.find(key.id)).toEqual({
      ...REQUEST,
      id: key.id,
      digest: digestOf(text).toString('hex'),
      createdMs: START,
      revokedMs: null,
    });
    expect(await keys.find('0000000000000000')).toBeNull();
  });

  test('are nowhere in the database', async () => {
    const { key, text } = await make();
    const secret = text.slice(`dfg_${key.id}_`.length);
    const rows = JSON.stringify(await database.all('select * from api_key'));
    expect(rows).toContain(key.id);
    expect(rows).not.toContain(secret);
  });

  test('are two a client and tenant at most, not counting the revoked and the expired', async () => {
    const first = await make({ expiresMs: null });
    await make({ expiresMs: START + 10 });
    expect(await keys.create(REQUEST)).toBeNull();
    await make({ client: 'other' });
    await make({ tenant: 'south' });
    nowMs = START + 10;
    await make();
    expect(await keys.create(REQUEST)).toBeNull();
    expect(await keys.revoke(first.key.id)).toBe(true);
    await make();
    expect(await keys.list()).toHaveLength(6);
  });

  test('are revoked once', async () => {
    const { key } = await make();
    nowMs = START + 5;
    expect([await keys.revoke(key.id), await keys.revoke(key.id), await keys.revoke('none')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(await keys.find(key.id)).toMatchObject({ revokedMs: START + 5 });
  });

  describe('when they are checked', () => {
    const refusal = (kind: string) => ({ status: 401, kind });

    test('say who calls and what it may', async () => {
      const { text } = await make();
      const principal = await keyVerifier(keys, () => nowMs)(text);
      expect(principal).toMatchObject({ client: 'engine', tenant: 'north' });
      expect([principal.may('read', 'Media'), principal.may('delete', 'Media')]).toEqual([true, false]);
      expect(principal.has('gateway/admin')).toBe(true);
    });

    test('are refused when they are unknown or their secret is another', async () => {
      const { text } = await make();
      const other = await make({ client: 'other' });
      const verify = keyVerifier(keys, () => nowMs);
      const unknown = text.replace(/^dfg_.{16}/, 'dfg_0000000000000000');
      await expect(verify(unknown)).rejects.toMatchObject(refusal('key-unknown'));
      const mixed = `${text.slice(0, 'dfg_'.length + 17)}${other.text.slice('dfg_'.length + 17)}`;
      await expect(verify(mixed)).rejects.toMatchObject(refusal('key-wrong'));
    });

    test('are refused from the moment that they expire', async () => {
      const { text } = await make({ expiresMs: START + 100 });
      const verify = keyVerifier(keys, () => nowMs);
      nowMs = START + 99;
      await expect(verify(text)).resolves.toMatchObject({ client: 'engine' });
      nowMs = START + 100;
      await expect(verify(text)).rejects.toMatchObject(refusal('key-expired'));
    });

    test('are refused five seconds after they were revoked elsewhere', async () => {
      const { key, text } = await make();
      const verify = keyVerifier(keys, () => nowMs);
      await verify(text);
      await keys.revoke(key.id);
      nowMs = START + 4_999;
      await expect(verify(text)).resolves.toMatchObject({ client: 'engine' });
      nowMs = START + 5_000;
      await expect(verify(text)).rejects.toMatchObject(refusal('key-revoked'));
    });

    test('are looked up again when the clock was set back', async () => {
      const { key, text } = await make();
      const verify = keyVerifier(keys, () => nowMs);
      await verify(text);
      await keys.revoke(key.id);
      nowMs = START - 3_600_000;
      await expect(verify(text)).rejects.toMatchObject(refusal('key-revoked'));
    });
  });
});

describe.each(sharedEngines)('API keys that several gateways make in %s', (_name, create) => {
  test('are two a client at most, however many are asked for at once', async () => {
    const empty = await create();
    try {
      const databases = [empty.open(), empty.open()];
      for (const database of databases) await migrate(database, () => START);
      const makers = databases.map((database) => createApiKeys(database, () => START));
      const made = await Promise.all([...makers, ...makers, ...makers].map((keys) => keys.create(REQUEST)));
      expect(made.filter((key) => key !== null)).toHaveLength(2);
      expect(await makers[0]?.list()).toHaveLength(2);
    } finally {
      await empty.dispose();
    }
  });
});

describe('keys that cannot be read', () => {
  test('let nobody in: 503 with Retry-After', async () => {
    const find = () => Promise.reject(new Error('canary: the database is gone'));
    const verify = keyVerifier({ find }, () => START);
    const text = `dfg_0000000000000000_${'A'.repeat(43)}`;
    await expect(verify(text)).rejects.toMatchObject({
      status: 503,
      kind: 'keys-unreadable',
      headers: { 'Retry-After': '30' },
    });
  });
});
