import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createStore } from '../../src/store/create-store.js';
import type { Database } from '../../src/store/database.js';
import { migrate } from '../../src/store/migrate.js';
import type { HistoryPart, ResourceVersion, Store } from '../../src/store/store.js';
import { engines, type EmptyDatabase } from './engines.js';
import { reportToStore, smallReport, WHOLE_HISTORY } from './stored-report.js';

const T = 'default';
const START = Date.UTC(2026, 0, 1);
const REQUEST = { client: 'tester', reason: 'request' } as const;

describe.each(engines)('a store: %s', (_name, create) => {
  let empty: EmptyDatabase;
  let database: Database;
  let store: Store;
  let now: number;

  beforeEach(async () => {
    now = START;
    empty = await create();
    database = empty.open();
    await migrate(database, () => now);
    store = createStore({ database, nowMs: () => now });
  });

  afterEach(async () => {
    await empty.dispose();
  });

  /** The content that the current version of an Observation has; null when there is none. */
  async function contentOf(id: string, languages: readonly string[] = []): Promise<string | null> {
    const found = await store.read(T, 'Observation', id, languages);
    return found === null || 'erasedAt' in found ? null : contentIn(found);
  }

  describe('a report that was stored', () => {
    test('gives back every resource as it was, with its version in meta', async () => {
      const report = reportToStore('acne-full');
      expect(await store.saveReport(T, report)).toMatchObject({ changed: true });
      const stored = versions(await store.readReport(T, report.id, []));
      expect(stored.map(({ json }) => withoutVersion(json))).toEqual(
        report.resources.map((resource) => withoutVersion(JSON.stringify(resource))),
      );
      for (const { type, id, versionId, lastUpdated, json } of stored) {
        expect(JSON.parse(json)).toMatchObject({ resourceType: type, id, meta: { versionId, lastUpdated } });
        expect(Object.keys(JSON.parse(json) as object).slice(0, 3)).toEqual(['resourceType', 'id', 'meta']);
        expect(versionId).toMatch(/^[A-Za-z0-9.-]{1,64}$/);
        expect(lastUpdated).toBe('2026-01-01T00:00:00.000Z');
      }
    });

    test('keeps what meta said before', async () => {
      const report = reportToStore('acne-full');
      await store.saveReport(T, report);
      const labelled = report.resources.filter(({ meta }) => meta?.security !== undefined);
      expect(labelled.length).toBeGreaterThan(5);
      for (const { resourceType, id, meta } of labelled) {
        const { json } = version(await store.read(T, resourceType, id, []));
        expect(JSON.parse(json)).toMatchObject({ meta });
      }
    });

    test('is found by what the vendor was asked with, by its published id and by its own id', async () => {
      const report = smallReport('r', {});
      await store.saveReport(T, report);
      const { id, handle, publishedId } = report;
      for (const name of [handle, publishedId, id])
        expect(await store.findReport(T, name)).toEqual({ id, handle, publishedId, languages: ['en'] });
      expect(await store.findReport(T, 'another')).toBeNull();
    });

    test('has its raw text and where its binaries are', async () => {
      const report = reportToStore('acne-full');
      await store.saveReport(T, report);
      expect(await store.readRaw(T, report.id, [])).toBe(report.raw);
      expect(report.binaries.length).toBeGreaterThan(0);
      for (const { id, url } of report.binaries)
        expect(await store.findBinary(T, id)).toEqual({
          id,
          url,
          reportId: report.id,
          handle: report.handle,
        });
      expect(await store.findBinary(T, 'another')).toBeNull();
    });

    test('is not there for another tenant', async () => {
      const report = smallReport('r', { o: 'one' });
      await store.saveReport(T, report);
      expect(await store.findReport('other', report.handle)).toBeNull();
      expect(await store.read('other', 'DiagnosticReport', 'r', [])).toBeNull();
      expect(await store.history('other', 'DiagnosticReport', 'r', WHOLE_HISTORY)).toBeNull();
      expect(await store.readReport('other', 'r', [])).toBeNull();
      expect(await store.readRaw('other', 'r', [])).toBeNull();
      expect(await store.findBinary('other', 'r')).toBeNull();
      expect(await store.eraseReport('other', 'r', REQUEST)).toBe(false);
      expect(await contentOf('r-o')).toBe('one');
    });
  });

  describe('a report that is stored again', () => {
    test('has no new version when only its links were signed anew, and their new form is kept', async () => {
      const first = reportToStore('acne-full');
      await store.saveReport(T, first);
      const before = await store.readReport(T, first.id, []);
      now += 5000;
      const again = reportToStore('acne-full', 'en', (raw) =>
        raw.replaceAll(/"https:\/\/[^/?"]+([^?"]*)[^"]*"/g, '"https://moved.test$1?signed=anew"'),
      );
      expect(again.raw).not.toBe(first.raw);
      expect(await store.saveReport(T, again)).toMatchObject({ changed: false });
      expect(await store.readReport(T, first.id, [])).toEqual(before);
      expect(await store.readRaw(T, first.id, [])).toBe(again.raw);
      const [binary] = again.binaries;
      expect(await store.findBinary(T, binary!.id)).toMatchObject({ url: binary!.url });
      expect(await count('raw_version')).toBe(1);
    });

    test('gives a new version to what has changed and to nothing else', async () => {
      await store.saveReport(T, smallReport('r', { a: 'one', b: 'two' }));
      now += 5000;
      expect(await store.saveReport(T, smallReport('r', { a: 'one', b: 'three' }))).toMatchObject({
        changed: true,
      });
      const a = versions(await store.history(T, 'Observation', 'r-a', WHOLE_HISTORY));
      const b = versions(await store.history(T, 'Observation', 'r-b', WHOLE_HISTORY));
      expect(a.map(contentIn)).toEqual(['one']);
      expect(b.map(contentIn)).toEqual(['three', 'two']);
      expect(b.map(({ lastUpdated }) => lastUpdated)).toEqual([
        '2026-01-01T00:00:05.000Z',
        '2026-01-01T00:00:00.000Z',
      ]);
      expect(contentIn(version(await store.readVersion(T, 'Observation', 'r-b', b[1]!.versionId)))).toBe(
        'two',
      );
      expect(await contentOf('r-b')).toBe('three');
      expect(await count('raw_version')).toBe(2);
    });

    test('gives a version of its own to content that comes back', async () => {
      for (const content of ['one', 'two', 'one', 'two', 'one']) {
        now += 1000;
        await store.saveReport(T, smallReport('r', { a: content }));
      }
      const all = versions(await store.history(T, 'Observation', 'r-a', WHOLE_HISTORY));
      expect(all.map(contentIn)).toEqual(['one', 'two', 'one', 'two', 'one']);
      expect(new Set(all.map(({ versionId }) => versionId)).size).toBe(5);
      const times = all.map(({ lastUpdated }) => lastUpdated);
      expect(times).toEqual([...times].sort().reverse());
      expect(await store.read(T, 'Observation', 'r-a', [])).toEqual(all[0]);
    });

    test('never has a version that is older than the one before, whatever the clock says', async () => {
      await store.saveReport(T, smallReport('r', { a: 'one' }));
      now -= 3_600_000;
      await store.saveReport(T, smallReport('r', { a: 'two' }));
      const [two, one] = versions(await store.history(T, 'Observation', 'r-a', WHOLE_HISTORY));
      expect(two!.lastUpdated).toBe(one!.lastUpdated);
    });

    test('has deleted what it has no more; older versions stay, and it may come back', async () => {
      await store.saveReport(T, smallReport('r', { a: 'one', b: 'two' }));
      const old = version(await store.read(T, 'Observation', 'r-b', []));
      now += 1000;
      await store.saveReport(T, smallReport('r', { a: 'one' }));
      expect(await store.read(T, 'Observation', 'r-b', [])).toEqual({ erasedAt: '2026-01-01T00:00:01.000Z' });
      expect(await store.readVersion(T, 'Observation', 'r-b', old.versionId)).toEqual(old);
      const deleted = {
        type: 'Observation',
        id: 'r-b',
        versionId: expect.any(String),
        deletedAt: expect.any(String),
      };
      const history = await store.history(T, 'Observation', 'r-b', WHOLE_HISTORY);
      expect(history).toEqual({ versions: [deleted, old], total: 2, next: null, endsWithFirst: true });
      expect(versions(await store.readReport(T, 'r', [])).map(({ id }) => id)).toEqual([
        'device',
        'r-a',
        'r',
      ]);
      now += 1000;
      await store.saveReport(T, smallReport('r', { a: 'one', b: 'two' }));
      expect(await contentOf('r-b')).toBe('two');
      expect(await store.history(T, 'Observation', 'r-b', WHOLE_HISTORY)).toMatchObject({ total: 3 });
    });

    test('knows what it had, as it was last, in the best of the languages; nothing once it is erased', async () => {
      const former = async (...languages: string[]) =>
        (await store.readFormer(T, 'r', languages)).map(({ id, language, json }) => [
          ...[id, language, (JSON.parse(json) as { code: { text: string } }).code.text],
        ]);
      await store.saveReport(T, smallReport('r', { a: 'one', b: 'two', c: 'three' }));
      await store.saveReport(T, smallReport('r', { a: 'one', b: 'dos', c: 'tres' }, { language: 'es' }));
      await store.saveReport(T, smallReport('r', { a: 'one', b: 'dos', c: 'trece' }, { language: 'es' }));
      expect(await former('es')).toEqual([]);
      await store.saveReport(T, smallReport('r', { a: 'one' }));
      const spanish = [
        ['r-b', 'es', 'dos'],
        ['r-c', 'es', 'trece'],
      ];
      expect(await former('es', 'en')).toEqual(spanish);
      expect(await former('en')).toEqual([
        ['r-b', 'en', 'two'],
        ['r-c', 'en', 'three'],
      ]);
      expect(await store.readFormer('other', 'r', ['en'])).toEqual([]);
      await store.saveReport(T, smallReport('r', { a: 'one', c: 'three' }));
      expect((await former('en')).map(([id]) => id)).toEqual(['r-b']);
      await store.eraseReport(T, 'r', { client: 'test', reason: 'retention' });
      expect(await former('en')).toEqual([]);
    });
  });

  describe('a history', () => {
    beforeEach(async () => {
      for (const content of ['one', 'two', 'three', 'four', 'five']) {
        now += 1000;
        await store.saveReport(T, smallReport('r', { a: content }));
      }
    });

    /** A part of it: what the versions say, and how it goes on. */
    async function part(wanted: Partial<HistoryPart>) {
      const found = await store.history(T, 'Observation', 'r-a', { ...WHOLE_HISTORY, ...wanted });
      if (found === null || 'erasedAt' in found) throw new Error('no history');
      return { ...found, versions: versions(found).map(contentIn) };
    }

    test('comes in pages, each one going on where the one before ended', async () => {
      const first = await part({ count: 2 });
      const second = await part({ count: 2, after: first.next });
      const last = await part({ count: 2, after: second.next });
      expect([first, second, last]).toEqual([
        { versions: ['five', 'four'], total: 5, next: expect.any(Number), endsWithFirst: false },
        { versions: ['three', 'two'], total: 5, next: expect.any(Number), endsWithFirst: false },
        { versions: ['one'], total: 5, next: null, endsWithFirst: true },
      ]);
    });

    test('ends exactly where its last page is full, and has the total alone when no version is wanted', async () => {
      expect(await part({ count: 5 })).toMatchObject({ next: null, endsWithFirst: true });
      expect(await part({ count: 0 })).toEqual({ versions: [], total: 5, next: null, endsWithFirst: false });
    });

    test('begins at a time, the time itself included; the total is of what is left', async () => {
      const sinceMs = START + 4000;
      const rest = { total: 2, next: null, endsWithFirst: false };
      expect(await part({ sinceMs })).toEqual({ versions: ['five', 'four'], ...rest });
      expect(await part({ sinceMs: sinceMs + 1 })).toEqual({ versions: ['five'], ...rest, total: 1 });
    });

    test('is read no further than the page goes', async () => {
      const lengths: number[] = [];
      const counting: Database = {
        ...database,
        all: async (sql, values) => {
          const rows = await database.all(sql, values);
          lengths.push(rows.length);
          return rows;
        },
      };
      const counted = createStore({ database: counting, nowMs: () => now });
      await counted.history(T, 'Observation', 'r-a', { ...WHOLE_HISTORY, count: 1 });
      expect(Math.max(...lengths)).toBe(2);
    });
  });

  describe('languages', () => {
    const english = smallReport('r', { a: 'arm' });
    const spanish = smallReport('r', { a: 'brazo' }, { language: 'es' });

    test('are chosen by preference; the one that was stored first answers for all others', async () => {
      await store.saveReport(T, english);
      now += 1000;
      expect(await store.saveReport(T, spanish)).toMatchObject({ changed: true });
      expect(await contentOf('r-a', ['es', 'en'])).toBe('brazo');
      expect(await contentOf('r-a', ['fr', 'en'])).toBe('arm');
      expect(await contentOf('r-a', ['fr'])).toBe('arm');
      expect(await contentOf('r-a')).toBe('arm');
      expect(await store.findReport(T, 'r')).toMatchObject({ languages: ['en', 'es'] });
      expect(await store.readRaw(T, 'r', ['es'])).toBe(spanish.raw);
      expect(await store.readRaw(T, 'r', [])).toBe(english.raw);
      const wanted = versions(await store.readReport(T, 'r', ['es']));
      expect(wanted.map(({ type, language }) => `${type} ${language}`)).toEqual([
        'Device en',
        'Observation es',
        'DiagnosticReport es',
      ]);
      expect(await store.saveReport(T, english)).toMatchObject({ changed: false });
      expect(await store.saveReport(T, spanish)).toMatchObject({ changed: false });
    });

    test('are all out of date when the report has changed in one of them', async () => {
      await store.saveReport(T, english);
      await store.saveReport(T, spanish);
      await store.saveReport(T, smallReport('r', { a: 'pierna' }, { language: 'es' }));
      expect(await contentOf('r-a', ['en'])).toBe('pierna');
      expect(await store.findReport(T, 'r')).toMatchObject({ languages: ['es'] });
      await store.saveReport(T, smallReport('r', { a: 'leg' }));
      expect(await contentOf('r-a', ['en'])).toBe('leg');
      expect(await contentOf('r-a')).toBe('pierna');
    });

    test('are out of date when a report in another language consists of other resources', async () => {
      await store.saveReport(T, english);
      await store.saveReport(T, smallReport('r', { a: 'brazo', b: 'pierna' }, { language: 'es' }));
      expect(await contentOf('r-a', ['en'])).toBe('brazo');
      expect(await contentOf('r-b', ['en'])).toBe('pierna');
      expect(await store.findReport(T, 'r')).toMatchObject({ languages: ['es'] });
    });
  });

  describe('erasure', () => {
    test('leaves nothing of a report but that it was there', async () => {
      const report = reportToStore('acne-full');
      await store.saveReport(T, report);
      now += 1000;
      expect(await store.eraseReport(T, report.id, REQUEST)).toBe(true);
      const erased = { erasedAt: '2026-01-01T00:00:01.000Z' };
      for (const { resourceType, id } of report.resources.filter((one) => one.resourceType !== 'Device')) {
        expect(await store.read(T, resourceType, id, ['en'])).toEqual(erased);
        expect(await store.readVersion(T, resourceType, id, 'any')).toEqual(erased);
        expect(await store.history(T, resourceType, id, WHOLE_HISTORY)).toEqual(erased);
      }
      expect(await store.readReport(T, report.id, [])).toEqual(erased);
      expect(await store.readRaw(T, report.id, [])).toEqual(erased);
      for (const { id } of report.binaries) expect(await store.findBinary(T, id)).toEqual(erased);
      for (const name of [report.id, report.handle, report.publishedId])
        expect(await store.findReport(T, name)).toEqual(erased);
      for (const table of ['raw_version', 'binary_source', 'report_resource'])
        expect(await count(table)).toBe(0);
      expect(await database.all('select * from resource_version where json is not null')).toHaveLength(1);
      expect(await database.all('select handle, published_id from report')).toEqual([
        { handle: null, published_id: null },
      ]);
    });

    test('leaves what other reports share', async () => {
      const report = reportToStore('acne-full');
      await store.saveReport(T, report);
      await store.eraseReport(T, report.id, REQUEST);
      const device = report.resources.find(({ resourceType }) => resourceType === 'Device');
      expect(version(await store.read(T, 'Device', device!.id, [])).type).toBe('Device');
    });

    test('touches no other report', async () => {
      await store.saveReport(T, smallReport('r', { a: 'one' }));
      await store.saveReport(T, smallReport('s', { a: 'two' }));
      await store.eraseReport(T, 'r', REQUEST);
      expect(await contentOf('s-a')).toBe('two');
      expect(versions(await store.readReport(T, 's', []))).toHaveLength(3);
    });

    test('happens once and is audited', async () => {
      await store.saveReport(T, smallReport('r', {}));
      expect(await store.eraseReport(T, 'unknown', REQUEST)).toBe(false);
      expect(await store.eraseReport(T, 'r', REQUEST)).toBe(true);
      expect(await store.eraseReport(T, 'r', REQUEST)).toBe(false);
      expect(await database.all('select * from audit')).toEqual([
        {
          at: START,
          tenant: T,
          client: 'tester',
          action: 'erase',
          reason: 'request',
          report_id: 'r',
          delivered_to: '[]',
        },
      ]);
    });

    test('on request is for good', async () => {
      const report = smallReport('r', { a: 'one' });
      await store.saveReport(T, report);
      await store.eraseReport(T, 'r', REQUEST);
      const erased = { erasedAt: '2026-01-01T00:00:00.000Z' };
      now += 1000;
      expect(await store.saveReport(T, report)).toEqual(erased);
      expect(await store.saveReport(T, { ...report, handle: 'another' })).toEqual(erased);
      expect(await store.read(T, 'Observation', 'r-a', [])).toEqual(erased);
      expect(await count('raw_version')).toBe(0);
    });

    test('because of age takes what was stored last before a time, and it may be fetched again', async () => {
      await store.saveReport(T, smallReport('old', { a: 'one' }));
      await store.saveReport(T, smallReport('renewed', { a: 'two' }));
      await store.saveReport('other', smallReport('old', { a: 'three' }));
      now += 1000;
      await store.saveReport(T, smallReport('renewed', { a: 'two' }));
      expect(await store.eraseBefore(START + 1)).toBe(2);
      expect(await store.eraseBefore(START + 1)).toBe(0);
      expect(await store.read(T, 'Observation', 'old-a', [])).toEqual({
        erasedAt: '2026-01-01T00:00:01.000Z',
      });
      expect(await store.read('other', 'Observation', 'old-a', [])).toHaveProperty('erasedAt');
      expect(await contentOf('renewed-a')).toBe('two');
      expect(await database.all('select tenant, client, reason from audit order by tenant')).toEqual([
        { tenant: T, client: 'gateway', reason: 'retention' },
        { tenant: 'other', client: 'gateway', reason: 'retention' },
      ]);
      expect(await store.findReport(T, 'handle-of-old')).toBeNull();
      expect(await store.saveReport(T, smallReport('old', { a: 'one' }))).toMatchObject({ changed: true });
      expect(await contentOf('old-a')).toBe('one');
      expect(await store.findReport(T, 'handle-of-old')).toMatchObject({ id: 'old', languages: ['en'] });
    });
  });

  test('links to the gateway where it is reached now, and takes no move for a change', async () => {
    const report = reportToStore('acne-full');
    const base = 'https://gateway.test/fhir';
    const first = createStore({ database, nowMs: () => now, baseUrl: base });
    await first.saveReport(T, report);
    const before = versions(await first.readReport(T, report.id, []));
    expect(before.map(({ json }) => withoutVersion(json))).toEqual(
      report.resources.map((resource) => withoutVersion(JSON.stringify(resource))),
    );
    const moved = createStore({ database, nowMs: () => now, baseUrl: 'https://new.test/r4' });
    const links = versions(await moved.readReport(T, report.id, [])).flatMap(
      ({ json }) => json.match(/https:\/\/(new|gateway)\.test\/[^"]*/g) ?? [],
    );
    expect(links.length).toBeGreaterThan(2);
    for (const link of links) expect(link).toMatch(/^https:\/\/new\.test\/r4\/Binary\//);
    const sameElsewhere = JSON.parse(
      JSON.stringify(report).replaceAll(base, 'https://new.test/r4'),
    ) as typeof report;
    expect(await moved.saveReport(T, sameElsewhere)).toMatchObject({ changed: false });
  });

  describe('age', () => {
    test('spares what is fetched again while old reports are being erased', async () => {
      const report = smallReport('r', { a: 'one' });
      await store.saveReport(T, report);
      now += 1000;
      const listing: Database = {
        ...database,
        all: async (sql, values) => {
          const rows = await database.all(sql, values);
          if (rows.some(({ id }) => id === 'r')) await store.saveReport(T, report);
          return rows;
        },
      };
      const retiring = createStore({ database: listing, nowMs: () => now });
      expect(await retiring.eraseBefore(START + 1)).toBe(0);
      expect(await contentOf('r-a')).toBe('one');
    });

    test('does not spare a report from being erased for good, should somebody ask later', async () => {
      const report = smallReport('r', { a: 'one' });
      await store.saveReport(T, report);
      await store.eraseBefore(START + 1);
      now += 1000;
      expect(await store.eraseReport(T, 'r', REQUEST)).toBe(true);
      expect(await store.eraseReport(T, 'r', REQUEST)).toBe(false);
      expect(await store.saveReport(T, report)).toHaveProperty('erasedAt');
      expect(await database.all('select reason from audit order by at')).toEqual([
        { reason: 'retention' },
        { reason: 'request' },
      ]);
    });
  });

  test('stores resources that belong to no report', async () => {
    const resource = { resourceType: 'Basic', id: 'b', code: { text: 'one' } } as const;
    await store.saveResources('published', 'en', [resource]);
    await store.saveResources('published', 'en', [resource]);
    expect(await store.history('published', 'Basic', 'b', WHOLE_HISTORY)).toMatchObject({ total: 1 });
    expect(version(await store.read('published', 'Basic', 'b', [])).language).toBe('en');
  });

  test('keeps resources of different types under one id apart', async () => {
    await store.saveResources(T, 'en', [
      { resourceType: 'Basic', id: 'same', code: { text: 'basic' } },
      { resourceType: 'Binary', id: 'same', contentType: 'text/plain' },
    ]);
    expect(version(await store.read(T, 'Basic', 'same', [])).json).toContain('basic');
    expect(version(await store.read(T, 'Binary', 'same', [])).json).toContain('text/plain');
    expect(await store.read(T, 'Media', 'same', [])).toBeNull();
  });

  test('stores the same report from two sides at once as one', async () => {
    const saves = Array.from({ length: 8 }, (_, index) =>
      createStore({ database, nowMs: () => now }).saveReport(
        T,
        smallReport(`r${index % 2}`, { a: 'one', b: 'two' }),
      ),
    );
    const results = await Promise.all(saves);
    expect(results.filter((result) => 'changed' in result && result.changed)).toHaveLength(2);
    expect(await count('resource_version')).toBe(7);
    expect(await count('raw_version')).toBe(2);
  });

  test('says whether it can be written', async () => {
    expect(await store.isWritable()).toBe(true);
    await database.run('alter table meta rename to gone');
    expect(await store.isWritable()).toBe(true);
    now += 1000;
    expect(await store.isWritable()).toBe(false);
  });

  async function count(table: string): Promise<unknown> {
    const [row] = await database.all(`select count(*) as n from ${table}`);
    return row?.['n'];
  }
});

type Read = Awaited<ReturnType<Store['read' | 'readReport' | 'history' | 'readVersion']>>;

function version(found: Read): ResourceVersion {
  if (found === null || !('json' in found)) throw new Error('no version');
  return found;
}

function versions(found: Read): readonly ResourceVersion[] {
  const listed = found !== null && 'versions' in found ? found.versions : found;
  if (!Array.isArray(listed)) throw new Error('no versions');
  return (listed as readonly ResourceVersion[]).map(version);
}

function contentIn({ json }: ResourceVersion): string {
  return (JSON.parse(json) as { code: { text: string } }).code.text;
}

function withoutVersion(json: string): unknown {
  const { meta, ...rest } = JSON.parse(json) as { meta?: Record<string, unknown> };
  return { ...rest, meta: { ...meta, versionId: undefined, lastUpdated: undefined } };
}
