import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createStore } from '../../src/store/create-store.js';
import { prepareDatabase } from '../../src/store/prepare-database.js';
import { reportToStore } from './stored-report.js';

const VENDOR = 'https://vendor.test';
const OTHER = 'https://other.test';
const now = () => 1_700_000_000_000;

describe('the file of a store', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'store-'));
    file = join(folder, 'data', 'gateway.db');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const prepare = (owners: Record<string, string> = { default: VENDOR }, former: string | null = null) =>
    prepareDatabase({ kind: 'file', file }, new Map(Object.entries(owners)), now, former);

  test('is made with its folder, and only its owner can read it', async () => {
    const database = await prepare();
    const modes = readdirSync(join(folder, 'data')).map(
      (name) => statSync(join(folder, 'data', name)).mode & 0o777,
    );
    expect(modes.length).toBeGreaterThan(1);
    expect(new Set(modes)).toEqual(new Set([0o600]));
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
    await database.close();
  });

  test('commits to disk and overwrites what is deleted', async () => {
    const database = await prepare();
    const settings = await database.transaction(async (queries) => [
      ...(await queries.all('pragma journal_mode')),
      ...(await queries.all('pragma synchronous')),
      ...(await queries.all('pragma secure_delete')),
      ...(await queries.all('pragma foreign_keys')),
    ]);
    expect(settings).toEqual([
      { journal_mode: 'wal' },
      { synchronous: 2 },
      { secure_delete: 1 },
      { foreign_keys: 1 },
    ]);
    await database.close();
  });

  test('holds nothing of an erased report, while it is open and afterwards', async () => {
    const database = await prepare();
    const store = createStore({ database, nowMs: now });
    const canary = 'canary-7d1c';
    const report = reportToStore('acne-full', 'en', (raw) =>
      raw.replaceAll('acne', canary).replaceAll('Acne', canary),
    );
    const named = { ...report, handle: canary, publishedId: canary };
    await store.saveReport('default', named);
    expect(bytes()).toContain(canary);
    await store.eraseReport('default', report.id, { client: 'tester', reason: 'request' });
    expect(bytes()).not.toContain(canary);
    await store.close();
    expect(bytes()).not.toContain(canary);
  });

  test('stays with the vendor that it was made for', async () => {
    await (await prepare()).close();
    await (await prepare()).close();
    await expect(prepare({ default: 'sandbox' })).rejects.toThrow('must not be mixed');
    await expect(prepare({ default: OTHER })).rejects.toThrow('must not be mixed');
    await (await prepare()).close();
  });

  test.each([
    ['its vendor becomes that of a tenant', { clinic: VENDOR }],
    ['a tenant comes to its vendor', { default: VENDOR, clinic: VENDOR }],
    ['a tenant comes with a vendor of its own', { default: VENDOR, clinic: OTHER }],
  ])('is taken when %s', async (_when, owners: Record<string, string>) => {
    await (await prepare()).close();
    await expect(prepare(owners).then((database) => database.close())).resolves.toBeUndefined();
  });

  test.each([
    ['all tenants are those of a vendor that it does not know', { ward: OTHER }],
    ['a tenant changes its vendor', { clinic: OTHER, ward: VENDOR }],
    ['everything is invented', { default: 'sandbox' }],
  ])('is refused when %s', async (_when, owners: Record<string, string>) => {
    await (await prepare({ clinic: VENDOR })).close();
    await expect(prepare(owners)).rejects.toThrow('must not be mixed');
    await (await prepare({ clinic: VENDOR })).close();
  });

  test('goes with its vendor to another address, when it is said that it moved', async () => {
    await (await prepare({ default: VENDOR, clinic: OTHER })).close();
    const moved = { default: 'https://moved.test', clinic: OTHER };
    await expect(prepare(moved)).rejects.toThrow(`${VENDOR} (tenant default)`);
    await expect(prepare(moved, 'https://elsewhere.test')).rejects.toThrow('VENDOR_FORMER_BASE_URL');
    await (await prepare(moved, VENDOR)).close();
    await (await prepare(moved)).close();
    await (await prepare(moved, VENDOR)).close();
    await expect(prepare({ default: VENDOR })).rejects.toThrow('must not be mixed');
  });

  test('is taken with the owner that an older version noted for all tenants', async () => {
    const database = await prepare({ clinic: VENDOR });
    await database.run(`update meta set name = 'owner', value = 'tenants' where name like 'owner%'`);
    await database.close();
    await (await prepare({ clinic: VENDOR })).close();
    await expect(prepare({ clinic: OTHER })).rejects.toThrow('must not be mixed');
  });

  test('can be open twice', async () => {
    const [one, other] = [await prepare(), await prepare()];
    const stores = [one, other].map((database) => createStore({ database, nowMs: now }));
    const report = reportToStore('acne-full');
    const results = await Promise.all(stores.map((store) => store.saveReport('default', report)));
    expect(results.map((saved) => 'changed' in saved && saved.changed).sort()).toEqual([false, true]);
    await one.close();
    expect(await stores[1]!.findReport('default', report.handle)).toMatchObject({ id: report.id });
    await other.close();
  });

  test('is refused when it is no database', async () => {
    writeFileSync(
      join(folder, 'text'),
      'this is no database, but long enough to be looked at as one\n'.repeat(20),
    );
    file = join(folder, 'text');
    await expect(prepare()).rejects.toThrow('STORE must name an SQLite');
  });

  test('is refused when its folder cannot be made', async () => {
    writeFileSync(join(folder, 'data'), '');
    await expect(prepare()).rejects.toThrow(
      'STORE must name an SQLite file in a folder that can be written.',
    );
  });

  function bytes(): string {
    return readdirSync(join(folder, 'data'))
      .map((name) => readFileSync(join(folder, 'data', name), 'latin1'))
      .join('\n');
  }
});

describe('a PostgreSQL database that cannot be had', () => {
  test.each([
    ['a server that is not there', 'postgres://gateway:canary@127.0.0.1:1/db', '(ECONNREFUSED)'],
    ['a URL that cannot be read', 'postgres://gateway:canary@[::bad/db', 'must be a URL such as'],
  ])('%s: the setting is named, the password is not', async (_what, url, rule) => {
    const failed = await prepareDatabase(
      { kind: 'postgresql', url },
      new Map([['default', VENDOR]]),
      now,
    ).catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: 'StoreProblem', message: expect.stringContaining('DATABASE_URL') });
    expect(String(failed)).toContain(rule);
    expect(String(failed)).not.toContain('canary');
  });
});
