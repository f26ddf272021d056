import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createStore } from '../../src/store/create-store.js';
import type { Database } from '../../src/store/database.js';
import { createMediaCache, type MediaCache } from '../../src/store/media-cache.js';
import { migrate } from '../../src/store/migrate.js';
import type { ReportToStore, Store } from '../../src/store/store.js';
import { engines, type EmptyDatabase } from './engines.js';

const BYTES = Uint8Array.from([0, 255, 1, 128]);
const nowMs = () => 1_700_000_000_000;
const LINK = 'https://bucket.example/a.png?signature=1';

function report(given: Partial<ReportToStore> & { readonly link?: string } = {}): ReportToStore {
  const { link = LINK, ...others } = given;
  return {
    id: 'report',
    handle: 'handle',
    publishedId: 'published',
    language: 'en',
    raw: `{"findings": 1}`,
    resources: [
      { resourceType: 'DiagnosticReport', id: 'report', status: 'preliminary', code: { text: 'report' } },
    ],
    binaries: [{ id: 'picture', url: link }],
    ...others,
  };
}

describe.each(engines)('files that are kept: %s', (_name, create) => {
  let empty: EmptyDatabase;
  let database: Database;
  let store: Store;
  let cache: MediaCache;

  beforeEach(async () => {
    empty = await create();
    database = empty.open();
    await migrate(database, nowMs);
    store = createStore({ database, nowMs });
    cache = createMediaCache(database);
    await store.saveReport('here', report());
  });
  afterEach(() => empty.dispose());

  const keep = (tenant = 'here', url = LINK) =>
    cache.save(tenant, { id: 'picture', reportId: 'report', url, bytes: BYTES });
  const find = async (tenant = 'here') => {
    const bytes = await cache.find(tenant, 'picture');
    return bytes === null ? null : Uint8Array.from(bytes);
  };
  const filesInDatabase = async () => (await database.all('select id from media_file')).length;

  test('come back byte for byte', async () => {
    expect(await find()).toBeNull();
    await keep();
    expect(await find()).toEqual(BYTES);
  });

  test('are kept once, however often they are sent', async () => {
    await Promise.all([keep(), keep()]);
    await keep();
    expect(await filesInDatabase()).toBe(1);
  });

  test('are not there for another tenant, not even when it has the same report', async () => {
    await keep();
    await store.saveReport('there', report());
    expect(await find('there')).toBeNull();
  });

  test('stay when only links are signed anew', async () => {
    await keep();
    await store.saveReport('here', report({ link: `${LINK}2` }));
    expect(await find()).toEqual(BYTES);
  });

  test('go when the report changes, for the same link may show another file by then', async () => {
    await keep();
    await store.saveReport('here', report({ raw: '{"findings": 2}' }));
    expect(await filesInDatabase()).toBe(0);
  });

  test('go with the report that is erased', async () => {
    await keep();
    await store.eraseReport('here', 'report', { client: 'test', reason: 'request' });
    expect(await filesInDatabase()).toBe(0);
  });

  test('are not kept when they arrive after the report was erased', async () => {
    await store.eraseReport('here', 'report', { client: 'test', reason: 'request' });
    await keep();
    expect(await filesInDatabase()).toBe(0);
  });

  test('are not kept when they arrive after the report has got other links', async () => {
    await store.saveReport('here', report({ link: `${LINK}2` }));
    await keep();
    expect(await filesInDatabase()).toBe(0);
  });

  test('are not kept for a report that nobody has stored', async () => {
    await keep('there');
    expect(await filesInDatabase()).toBe(0);
  });

  test('come from the links of the first language: a printable report in another has one link with it', async () => {
    await store.saveReport(
      'here',
      report({ language: 'es', raw: '{"hallazgos": 1}', link: `${LINK}&locale=es` }),
    );
    expect(await store.findBinary('here', 'picture')).toMatchObject({ url: LINK });
  });
});
