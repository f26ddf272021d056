import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { writeCursor } from '../../src/search/cursor.js';
import { readSearch } from '../../src/search/read-search.js';
import { createStore } from '../../src/store/create-store.js';
import type { Database, Queries } from '../../src/store/database.js';
import { migrate } from '../../src/store/migrate.js';
import { findPage } from '../../src/store/search/find-page.js';
import { writeIndex } from '../../src/store/search/write-index.js';
import { openSqlite } from '../../src/store/sqlite.js';
import { golden } from '../helpers/golden.js';

/*
 * What takes longer the more reports there are cannot be seen in a small test by the clock, but in SQLite's plans. PostgreSQL
 * makes its own by its statistics.
 */
const OPTIONS = { baseUrl: 'https://gateway.test/fhir', isStrict: true, nowMs: 0 };

describe('where a search reads', () => {
  /** What the statements of a search were given to. */
  async function readers(text: string): Promise<string[]> {
    const found: string[] = [];
    const noted = (name: string) => ({
      all: () => {
        found.push(name);
        return Promise.resolve([]);
      },
    });
    const background = () => noted('in the background');
    const database = { ...openSqlite('memory'), ...noted('at once'), background };
    const { query } = readSearch('DiagnosticReport', [...new URLSearchParams(text)], OPTIONS);
    await createStore({ database, nowMs: () => 0 }).search('default', query, []);
    await database.close();
    return [...new Set(found)];
  }

  test.each(['identifier=urn:x|1', '_id=1&_sort=-date', 'encounter:identifier=1,2&code:not=x', 'result=1'])(
    'is at once where few can match: %s',
    async (text) => {
      expect(await readers(text)).toEqual(['at once']);
    },
  );

  test.each(['', '_sort=-date', 'date=2024', 'status=final', 'identifier:not=1', 'code:missing=true'])(
    'is in the background where many may be looked at: %j',
    async (text) => {
      expect(await readers(text)).toEqual(['in the background']);
    },
  );
});

describe('the plan of a search', () => {
  let database: Database;

  beforeAll(async () => {
    database = openSqlite('memory');
    await migrate(database, () => 0);
    const toIndex = golden('acne-full').map((resource) => ({ resource, updatedMs: 0 }));
    await database.transaction((queries) => writeIndex(queries, 'default', toIndex));
  });

  afterAll(() => database.close());

  /** The steps of each statement of a search. */
  async function plans(text: string): Promise<string[][]> {
    const found: string[][] = [];
    const queries: Queries = {
      run: () => Promise.reject(new Error('a search changes nothing')),
      all: async (sql, values) => {
        const steps = await database.all(`explain query plan ${sql}`, values);
        found.push(steps.map(({ detail }) => String(detail)));
        return database.all(sql, values);
      },
    };
    const { query } = readSearch('DiagnosticReport', [...new URLSearchParams(text)], OPTIONS);
    await findPage(queries, 'default', query);
    return found;
  }

  test.each([
    'identifier=urn:x|1',
    'identifier=1,2',
    'encounter:identifier=urn:x|1&status=preliminary&_sort=-date',
    'subject=Patient/1&code:not=x',
    'result=1',
    'date=2024-05-01',
  ])('for %s begins at the values', async (text) => {
    const [total, page] = await plans(text);
    for (const steps of [total!, page!]) {
      expect(steps.find((step) => step.startsWith('SEARCH i'))).toMatch(
        /search_value_(found|range) \(field=\?.*(code=|low>)/,
      );
      expect(steps).toContain('SEARCH r USING INTEGER PRIMARY KEY (rowid=?)');
    }
  });

  test.each(['', 'status=preliminary', 'code:not=x', 'date=gt2024'])(
    'for %j takes a page in the order of an index',
    async (text) => {
      const page = (await plans(`${text}&_total=none`))[0]!;
      expect(page[0]).toContain('SEARCH r USING COVERING INDEX search_resource_order (tenant=? AND type=?');
      expect(page).not.toContain('USE TEMP B-TREE FOR ORDER BY');
    },
  );

  test.each([
    ['date=gt2024', 'COVERING INDEX search_value_high (field=? AND high>?)'],
    ['date=lt2024', 'COVERING INDEX search_value_range (field=? AND low<?)'],
    ['code:text=x', 'INDEX search_value_text (field=? AND <expr>>? AND <expr><?)'],
    ['status=final', 'COVERING INDEX search_value_found (field=? AND code=?)'],
  ])('for the total of %s goes through an index of the values', async (text, index) => {
    expect((await plans(`${text}&_summary=count`))[0]).toContain(`SEARCH i USING ${index}`);
  });

  test('for a page of few, once they are counted, begins at the values', async () => {
    const [, page] = await plans('code:text=nothing');
    expect(page).toContain('SEARCH i USING INDEX search_value_text (field=? AND <expr>>? AND <expr><?)');
  });

  test.each([
    ['_sort=-date', 'search_value_of (resource=?)'],
    ['_sort=status,issued', 'search_value_of (resource=?)'],
    ['code:missing=true', 'search_value_of (resource=? AND field=?)'],
    ['status=final', 'search_value_found (field=? AND code=? AND resource=?)'],
  ])('for a page of %s looks at no resource beyond the index', async (text, index) => {
    const page = (await plans(`${text}&_total=none`))[0]!;
    expect(page.filter((step) => step.startsWith('SEARCH i'))).not.toEqual([]);
    for (const step of page.filter((one) => one.startsWith('SEARCH i')))
      expect(step).toBe(`SEARCH i USING COVERING INDEX ${index}`);
  });

  test.each(['date=gt2024', 'code:text=x'])('for a page of %s looks at the values of each', async (text) => {
    const page = (await plans(`${text}&_total=none`))[0]!;
    expect(page).toContain('SEARCH i USING INDEX search_value_of (resource=?)');
  });

  test('for a later page begins where the page before ended', async () => {
    const { key } = readSearch('DiagnosticReport', [['code:not', 'x']], OPTIONS).query;
    const cursor = writeCursor({ direction: 'after', values: [1, 'x'] }, key);
    const page = (await plans(`code:not=x&_total=none&_cursor=${cursor}`))[0]!;
    expect(page[0]).toContain('SEARCH r USING COVERING INDEX search_resource_order (tenant=? AND type=?');
    expect(page).not.toContain('USE TEMP B-TREE FOR ORDER BY');
  });

  test('for what is included begins at the matches', async () => {
    const [, , ...included] = await plans('_include=*&_revinclude=*');
    expect(included.map(([first]) => first)).toEqual([
      'SEARCH i USING INDEX search_value_of (resource=?)',
      'SEARCH i USING INDEX search_value_of (resource=?)',
      'SEARCH i USING COVERING INDEX search_value_found (field=? AND code=?)',
    ]);
  });

  test.each([
    'identifier=1',
    '',
    'status=final&code:missing=false&_sort=-date,status',
    '_include=*&_revinclude=*',
  ])('for %j never goes through a whole table', async (text) => {
    expect((await plans(text)).flat().filter((step) => /^SCAN (?!found)/.test(step))).toEqual([]);
  });
});
