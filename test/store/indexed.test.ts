import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readSearch } from '../../src/search/read-search.js';
import { createStore } from '../../src/store/create-store.js';
import { migrate } from '../../src/store/migrate.js';
import type { Store } from '../../src/store/store.js';
import { engines, type EmptyDatabase } from './engines.js';
import { smallReport } from './stored-report.js';

const T = 'default';
const now = () => Date.UTC(2026, 0, 1);

describe.each(engines)('what a search of a store finds: %s', (_name, create) => {
  let empty: EmptyDatabase;
  let store: Store;

  beforeEach(async () => {
    empty = await create();
    const database = empty.open();
    await migrate(database, now);
    store = createStore({ database, nowMs: now });
  });

  afterEach(async () => {
    await empty.dispose();
  });

  /** The Observations whose text begins like this, as `id language`. */
  async function found(text: string, languages: readonly string[] = []): Promise<string[]> {
    const options = { baseUrl: 'https://gateway.test/fhir', isStrict: true, nowMs: now() };
    const { query } = readSearch(
      'Observation',
      [
        ['code:text', text],
        ['_total', 'accurate'],
      ],
      options,
    );
    const { matches, total } = await store.search(T, query, languages);
    expect(total).toBe(matches.length);
    return matches.map(({ id, language }) => `${id} ${language}`).sort();
  }

  const english = smallReport('r', { a: 'arm', b: 'back' });
  const spanish = smallReport('r', { a: 'brazo', b: 'espalda' }, { language: 'es' });

  test('is what is current', async () => {
    await store.saveReport(T, english);
    await store.saveReport(T, smallReport('r', { a: 'leg', b: 'back' }));
    expect([await found('arm'), await found('leg'), await found('back')]).toEqual([
      [],
      ['r-a en'],
      ['r-b en'],
    ]);
  });

  test('is nothing that the report has no more', async () => {
    await store.saveReport(T, english);
    await store.saveReport(T, smallReport('r', { a: 'arm' }));
    expect([await found('arm'), await found('back')]).toEqual([['r-a en'], []]);
    await store.saveReport(T, english);
    expect(await found('back')).toEqual(['r-b en']);
  });

  test('is found by the words of the language that was stored first, and answered in the one that is wanted', async () => {
    await store.saveReport(T, english);
    await store.saveReport(T, spanish);
    expect([await found('arm', ['es']), await found('arm', ['fr']), await found('brazo', ['es'])]).toEqual([
      ['r-a es'],
      ['r-a en'],
      [],
    ]);
  });

  test('is found by the words of another language when only that one is up to date', async () => {
    await store.saveReport(T, english);
    await store.saveReport(T, spanish);
    await store.saveReport(T, smallReport('r', { a: 'pierna', b: 'espalda' }, { language: 'es' }));
    // What has not changed in that language was not in the index before.
    expect([await found('pierna'), await found('espalda'), await found('back')]).toEqual([
      ['r-a es'],
      ['r-b es'],
      [],
    ]);
  });

  test('is nothing that was erased, and again what was stored again after its time', async () => {
    await store.saveReport(T, english);
    await store.eraseReport(T, 'r', { client: 'gateway', reason: 'retention' });
    expect(await found('arm')).toEqual([]);
    await store.saveReport(T, english);
    expect(await found('arm')).toEqual(['r-a en']);
  });

  test('is nothing of another tenant', async () => {
    await store.saveReport('other', english);
    expect(await found('arm')).toEqual([]);
  });
});
