import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Observation } from 'fhir/r4.js';
import type { IdentifiedResource } from '../../src/fhir/bundle.js';
import { OutcomeError } from '../../src/fhir/outcome.js';
import { readSearch } from '../../src/search/read-search.js';
import type { Database } from '../../src/store/database.js';
import { migrate } from '../../src/store/migrate.js';
import { findPage, type FoundPage } from '../../src/store/search/find-page.js';
import type { Found } from '../../src/store/search/found.js';
import { dropIndex, writeIndex } from '../../src/store/search/write-index.js';
import { golden } from '../helpers/golden.js';
import { engines, type EmptyDatabase } from './engines.js';

const START = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;

/** Longer than a key of an index may be, and hard to compress. */
const LONG_TEXT = Array.from({ length: 2000 }, (_, index) => (index * 7919) % 9973).join('-');

type Effective = 'effectiveDateTime' | 'effectiveInstant' | 'effectivePeriod';

describe.each(engines)('a search: %s', (_name, create) => {
  let empty: EmptyDatabase;
  let database: Database;
  let own: string;

  beforeAll(async () => {
    empty = await create();
    database = empty.open();
    await migrate(database, () => START);
  });

  afterAll(async () => {
    await empty.dispose();
  });

  // Each test has a tenant of its own: what the others have stored must not show.
  beforeEach(() => {
    own = randomUUID();
  });

  function save(resources: readonly IdentifiedResource[], updatedMs = START, tenant = own): Promise<void> {
    const toIndex = resources.map((resource) => ({ resource, updatedMs }));
    return database.transaction((queries) => writeIndex(queries, tenant, toIndex));
  }

  function page(type: string, text: string, tenant = own): Promise<FoundPage> {
    const options = { baseUrl: 'https://gateway.test/fhir', isStrict: true, nowMs: START };
    return findPage(
      database.background({ client: 'tester' }),
      tenant,
      readSearch(type, [...new URLSearchParams(text)], options).query,
    );
  }

  /** ids of the matches. */
  async function ids(type: string, text: string, tenant = own): Promise<string[]> {
    return (await page(type, text, tenant)).matches.map(({ id }) => id);
  }

  /** ids of the matches, in no order. */
  async function idSet(type: string, text: string): Promise<string[]> {
    return (await ids(type, text)).sort();
  }

  describe('for values', () => {
    test.each([
      ['code=a', ['o1', 'o2']],
      ['code=urn:x|a', ['o1']],
      ['code=|a', ['o2']],
      ['code=urn:x|', ['o1', 'o3']],
      ['code=urn:x|b,|a', ['o2', 'o3']],
      ['code=a&status=final', ['o1']],
      ['code:not=a', ['o3', 'o4']],
      ['code:text=a.n', []],
      ['code:text=A ', ['o1', 'o2']],
      ['code:text=a_n', []],
      ['code:text=100%', ['o3']],
      ['combo-code=part', ['o2']],
      ['component-code=part', ['o2']],
      ['value-quantity=5', ['o1']],
      ['value-quantity=5.04', ['o1']],
      ['value-quantity=5.0', ['o1']],
      ['value-quantity=ne5.04', ['o2']],
      ['value-quantity=gt5.04', ['o2']],
      ['value-quantity=ge5.04', ['o1', 'o2']],
      ['value-quantity=lt6|http://unitsofmeasure.org|%', ['o1']],
      ['value-quantity=lt6||%', ['o1']],
      ['value-quantity=ap6||Points', ['o2']],
      ['value-quantity=sa5.04', ['o2']],
      ['value-quantity=eb6.5', ['o1']],
      ['value-quantity=gt6.5', []],
      ['value-quantity=le5.04', ['o1']],
      ['value-quantity=5||mg', []],
      ['value-quantity:missing=true', ['o3', 'o4']],
      ['code-value-quantity=a$gt5', ['o1', 'o2']],
      ['code-value-quantity=urn:x|a$gt5,b$5', ['o1']],
      ['subject=Patient/p', ['o1']],
      ['subject=p', ['o1', 'o2']],
      ['patient=p', ['o1']],
      ['subject:Group=p', ['o2']],
      ['subject=https://gateway.test/fhir/Patient/p', ['o1']],
      ['subject=https://ehr.test/Patient/p', ['o3']],
      ['patient=https://ehr.test/Patient/p', ['o3']],
      ['subject:identifier=urn:mrn|7', ['o4']],
      ['patient:identifier=7', ['o4']],
      ['subject:missing=true', []],
      ['patient:missing=true', ['o2']],
      ['_id=o1,o3,nobody', ['o1', 'o3']],
      ['_id:not=o1', ['o2', 'o3', 'o4']],
      ['_profile=https://p.test/A', ['o3']],
      ['_source=https://s.test', ['o3']],
      ['_tag=t', ['o3']],
      ['_security=AIAST', ['o4']],
      [`identifier=urn:long|${'9'.repeat(3000)}`, ['o4']],
      [`method:text=${LONG_TEXT.slice(0, 256)}`, ['o4']],
      [`method:text=${LONG_TEXT.slice(0, 999)}`, ['o4']],
      [`method:text=${LONG_TEXT.slice(0, 255)}x`, []],
      [`method:text=${LONG_TEXT.slice(0, 500)}x`, []],
      ['status=registered', []],
    ])('%s finds %j', async (text, expected) => {
      await save(observations());
      expect(await idSet('Observation', text)).toEqual(expected);
      expect((await page('Observation', `${text}&_count=0`)).total).toBe(expected.length);
    });

    test.each([
      ['2026-02-13', ['day', 'within']],
      ['eq2026-02', ['day', 'within', 'span']],
      ['ne2026-02-13', ['open', 'span', 'year']],
      ['lt2026-02-13', ['open', 'span', 'year']],
      ['le2026-02-13', ['day', 'open', 'span', 'within', 'year']],
      ['gt2026-02-13', ['open', 'span', 'year']],
      ['ge2026-02-13', ['day', 'open', 'span', 'within', 'year']],
      ['sa2026-02-12T23:59', ['day', 'within']],
      ['sa2026-02-13T09:59', ['within']],
      ['eb2026-02-14', ['day', 'within']],
      ['eb2026-02-13', []],
      ['ap2026-02-13', ['day', 'open', 'span', 'within', 'year']],
      ['2026-02-13T11:00%2B01:00', ['within']],
      ['gt2026-02-12&date=lt2026-02-14', ['day', 'open', 'span', 'within', 'year']],
    ])('date=%s finds %j', async (text, expected) => {
      const of = (id: string, effective: Partial<Pick<Observation, Effective>>): IdentifiedResource => ({
        resourceType: 'Observation',
        id,
        status: 'final',
        code: {},
        ...effective,
      });
      await save([
        of('year', { effectiveDateTime: '2026' }),
        of('day', { effectiveDateTime: '2026-02-13' }),
        of('within', { effectiveInstant: '2026-02-13T11:00:00+01:00' }),
        of('span', { effectivePeriod: { start: '2026-02-12', end: '2026-02-14' } }),
        of('open', { effectivePeriod: { start: '2026-02-01' } }),
        of('none', {}),
      ]);
      expect(await idSet('Observation', `date=${text}`)).toEqual([...expected].sort());
    });

    test.each([
      ['manufacturer=ai labs', ['d1']],
      ['manufacturer=labs', []],
      ['manufacturer:contains=LABS', ['d1', 'd2']],
      ['manufacturer:exact=AI Labs Gröup', ['d1']],
      ['manufacturer:exact=ai labs gröup', []],
      ['manufacturer=ai labs grou', ['d1']],
      ['manufacturer:contains=x!%25_', ['d2']],
      ['manufacturer:contains=!_%25', []],
      ['device-name=legit', ['d1']],
    ])('%s finds %j', async (text, expected) => {
      await save([
        {
          resourceType: 'Device',
          id: 'd1',
          manufacturer: 'AI Labs Gröup',
          deviceName: [{ name: 'Légit', type: 'other' }],
        },
        { resourceType: 'Device', id: 'd2', manufacturer: 'Other Labs x!%_' },
      ]);
      expect(await idSet('Device', text)).toEqual(expected);
    });

    test('by when they were updated', async () => {
      await save([observations()[0]!], START);
      await save([observations()[1]!], START + DAY);
      expect(await ids('Observation', '_lastUpdated=gt2026-01-01')).toEqual(['o2']);
      expect(await ids('Observation', '_lastUpdated=2026-01-01,2026-01-02')).toEqual(['o2', 'o1']);
      expect(await ids('Observation', '_lastUpdated:missing=true')).toEqual([]);
    });

    test('in a real report finds what a client looks for', async () => {
      await save(golden('acne-full'));
      const [report] = golden('acne-full', 'DiagnosticReport');
      const sid = 'https://derm-fhir-gateway.github.io/sid';
      for (const text of [
        `identifier=${sid}/report|0189bafa-0610-7349-a0ab-eb53695b27fd`,
        'encounter:identifier=https://hospital.test/sid/visit|visit identifier',
        'conclusion=http://id.who.int/icd/release/11/mms|ED80',
        'date=2023-08-03',
        '_security=AIAST',
      ]) {
        expect(await ids('DiagnosticReport', text)).toEqual([report!.id]);
      }
      expect(await ids('Observation', 'code-value-quantity=condition-probability$gt99')).toHaveLength(1);
    });
  });

  describe('what it sees', () => {
    test('are the resources of one tenant only, included ones too', async () => {
      const other = observations().map((one) => ({ ...one, status: 'amended' }) as IdentifiedResource);
      await save(observations());
      const others = randomUUID();
      await save([...other, device], START, others);
      expect(await ids('Observation', 'status=amended')).toEqual([]);
      expect(await ids('Observation', 'status=amended', others)).toHaveLength(4);
      expect(await ids('Device', '')).toEqual([]);
      expect((await page('Observation', '_include=*')).included).toEqual([]);
      expect((await page('Observation', '_include=*', others)).included).toEqual([
        { type: 'Device', id: 'd' },
      ]);
    });

    test('is of a resource that was written again only the new values', async () => {
      await save(observations());
      await save([{ ...observations()[0]!, status: 'amended' } as IdentifiedResource], START + DAY);
      expect(await ids('Observation', 'status=amended')).toEqual(['o1']);
      expect(await ids('Observation', 'status=final')).toEqual([]);
      expect((await page('Observation', '')).total).toBe(4);
      expect(await ids('Observation', '')).toEqual(['o1', 'o2', 'o3', 'o4']);
    });

    test('is each resource once, though several write it at the same time', async () => {
      await Promise.all(Array.from({ length: 5 }, () => save([device, ...observations()])));
      expect(await page('Device', '')).toMatchObject({ total: 1, matches: [{ id: 'd' }] });
      expect((await page('Observation', 'code=a')).total).toBe(2);
    });

    test('is nothing of a resource that was dropped', async () => {
      await save(observations());
      await database.transaction((queries) => dropIndex(queries, own, 'Observation', 'o1'));
      await database.transaction((queries) => dropIndex(queries, own, 'Observation', 'nobody'));
      expect(await idSet('Observation', '')).toEqual(['o2', 'o3', 'o4']);
      const left = 'select 1 from search_value where resource not in (select number from search_resource)';
      expect(await database.all(left)).toEqual([]);
    });
  });

  describe('paging', () => {
    const many = (count: number, from = 0): IdentifiedResource[] =>
      Array.from({ length: count }, (_, index) => ({
        resourceType: 'Media',
        id: `m${String(from + index).padStart(3, '0')}`,
        status: 'completed',
        content: {},
        type: { coding: [{ code: `t${(from + index) % 3}` }] },
      }));

    /** Follows the links; `between` happens before each next page. */
    async function walk(
      text: string,
      way: 'next' | 'previous' = 'next',
      from: string | null = null,
      between: () => Promise<void> = () => Promise.resolve(),
    ): Promise<{ pages: string[][]; last: FoundPage }> {
      const pages: string[][] = [];
      let cursor = from;
      for (;;) {
        const found = await page('Media', `${text}${cursor === null ? '' : `&_cursor=${cursor}`}`);
        pages.push(found.matches.map(({ id }) => id));
        cursor = found[way];
        if (cursor === null) return { pages, last: found };
        await between();
      }
    }

    test.each(['', '&_sort=type,-_id', '&_sort=-created,type', '&_sort=-_lastUpdated,-type', '&_sort=_id'])(
      'gives every match once, forwards and the same backwards, with %j',
      async (sort) => {
        await save(many(4));
        await save(many(4, 4), START + 1);
        const whole = await ids('Media', `_count=100${sort}`);
        const { pages, last } = await walk(`_count=3${sort}`);
        expect(pages.map(({ length }) => length)).toEqual([3, 3, 2]);
        expect(pages.flat()).toEqual(whole);
        expect(last.total).toBe(8);
        const back = await walk(`_count=3${sort}`, 'previous', last.previous);
        expect(back.pages.reverse().flat()).toEqual(whole.slice(0, 6));
      },
    );

    test('by default goes from the newest to the oldest', async () => {
      await save(many(2), START + 5);
      await save(many(2, 2), START + 7);
      expect(await ids('Media', '')).toEqual(['m002', 'm003', 'm000', 'm001']);
    });

    test('is not moved by what comes in meanwhile', async () => {
      await save(many(6));
      let extra = 100;
      const { pages } = await walk('_count=2', 'next', null, () =>
        save(many(3, (extra += 3)), START + extra),
      );
      expect(pages).toEqual([
        ['m000', 'm001'],
        ['m002', 'm003'],
        ['m004', 'm005'],
      ]);
    });

    test('leaves out what goes meanwhile, and nothing else', async () => {
      await save(many(6));
      const { next } = await page('Media', '_count=2');
      await database.transaction((queries) => dropIndex(queries, own, 'Media', 'm001'));
      await database.transaction((queries) => dropIndex(queries, own, 'Media', 'm002'));
      expect(await ids('Media', `_count=2&_cursor=${next ?? ''}`)).toEqual(['m003', 'm004']);
    });

    test('has no links where there is nothing more', async () => {
      await save(many(2));
      expect(await page('Media', '_count=2')).toMatchObject({ next: null, previous: null, total: 2 });
      expect(await page('Media', '_total=none')).toMatchObject({ total: null });
      expect(await page('Media', '_count=0')).toMatchObject({ matches: [], next: null, total: 2 });
    });

    test('puts what has no value first, and last when it goes down', async () => {
      await save([...many(2), { resourceType: 'Media', id: 'none', status: 'completed', content: {} }]);
      expect(await ids('Media', '_sort=type')).toEqual(['none', 'm000', 'm001']);
      expect(await ids('Media', '_sort=-type')).toEqual(['m001', 'm000', 'none']);
    });

    test('goes by the first of several values in its direction', async () => {
      const of = (id: string, ...codes: string[]): IdentifiedResource => ({
        resourceType: 'Media',
        id,
        status: 'completed',
        content: {},
        type: { coding: codes.map((code) => ({ code })) },
      });
      await save([of('m', 'z', 'a'), of('n', 'b')]);
      expect(await ids('Media', '_sort=type')).toEqual(['m', 'n']);
      expect(await ids('Media', '_sort=-type')).toEqual(['m', 'n']);
    });

    test('refuses a cursor of another order', async () => {
      await save(many(3));
      const { next } = await page('Media', '_count=1&_sort=type');
      await expect((async () => page('Media', `_count=1&_cursor=${next ?? ''}`))()).rejects.toBeInstanceOf(
        OutcomeError,
      );
    });
  });

  describe('inclusion', () => {
    const report = () => golden('acne-full', 'DiagnosticReport')[0]!;
    const types = (found: readonly Found[]) => [...new Set(found.map(({ type }) => type))].sort();

    beforeEach(() => save(golden('acne-full')));

    test('sends what the matches refer to, once, and does not count it', async () => {
      const found = await page(
        'DiagnosticReport',
        '_include=DiagnosticReport:result&_include=DiagnosticReport:media',
      );
      expect(found).toMatchObject({ total: 1, matches: [{ id: report().id }] });
      expect(types(found.included)).toEqual(['Media', 'Observation']);
      expect(found.included).toHaveLength(13);
      const devices = await page('Observation', '_include=Observation:device');
      expect(devices.matches).toHaveLength(11);
      expect(devices.included).toHaveLength(1);
    });

    test('sends what refers to the matches', async () => {
      const found = await page(
        'Observation',
        '_revinclude=DiagnosticReport:result&_revinclude=Provenance:target',
      );
      expect(types(found.included)).toEqual(['DiagnosticReport', 'Provenance']);
      expect(found.included).toHaveLength(2);
      expect((await page('Media', '_revinclude=Observation:derived-from')).included.length).toBeGreaterThan(
        5,
      );
    });

    test('can be of one type of target', async () => {
      const all = await page('Provenance', '_include=Provenance:target');
      expect(types(all.included)).toEqual(['DiagnosticReport', 'Media', 'Observation']);
      const media = await page('Provenance', '_include=Provenance:target:Media');
      expect(types(media.included)).toEqual(['Media']);
    });

    test('sends no match again', async () => {
      const other = { ...report(), id: 'other', result: [] };
      const circular = {
        ...golden('acne-full', 'Provenance')[0]!,
        target: [{ reference: 'DiagnosticReport/other' }],
      };
      await save([other, circular] as IdentifiedResource[]);
      const found = await page('DiagnosticReport', '_revinclude=Provenance:target&_include=*');
      expect(types(found.included)).toEqual(['Media', 'Observation', 'Provenance']);
      expect(new Set(found.included.map(({ id }) => id)).size).toBe(found.included.length);
    });

    test('is as much as a page takes: fewer matches are on it, and one alone says that some is left out', async () => {
      const numbers = Array.from({ length: 1001 }, (_, number) => number);
      const observation = { resourceType: 'Observation', status: 'final', code: { text: 'x' } } as const;
      const report = (id: string, of: readonly number[]): IdentifiedResource => ({
        resourceType: 'DiagnosticReport',
        id,
        status: 'final',
        code: { text: 'x' },
        identifier: [{ value: 'many' }],
        result: of.map((number) => ({ reference: `Observation/n${number}` })),
      });
      await save([
        ...numbers.map((number) => ({ ...observation, id: `n${number}` })),
        report('a', numbers.slice(0, 500)),
        report('b', numbers),
        report('c', numbers.slice(500, 1000)),
        report('d', numbers.slice(1000)),
        report('e', numbers.slice(600)),
      ]);
      const search = 'identifier=many&_sort=_id&_include=DiagnosticReport:result';
      const all = [
        [['a'], 500, false],
        [['b'], 1000, true],
        [['c', 'd', 'e'], 501, false],
      ];
      const shown = ({ matches, included, isIncomplete }: FoundPage) => [
        matches.map(({ id }) => id),
        included.length,
        isIncomplete,
      ];
      const pages = [await page('DiagnosticReport', search)];
      for (let next = pages[0]?.next; next != null; next = pages.at(-1)?.next)
        pages.push(await page('DiagnosticReport', `${search}&_cursor=${next}`));
      expect(pages.map(shown)).toEqual(all);
      const back = [];
      for (let before = pages.at(-1)?.previous; before != null; before = back[0]?.previous)
        back.unshift(await page('DiagnosticReport', `${search}&_cursor=${before}`));
      expect(back.map(shown)).toEqual(all.slice(0, -1));
    });

    test('has nothing to add to nothing', async () => {
      expect((await page('DiagnosticReport', 'status=final&_include=*')).included).toEqual([]);
      expect((await page('DiagnosticReport', '_count=0&_include=*')).included).toEqual([]);
    });
  });
});

const device: IdentifiedResource = { resourceType: 'Device', id: 'd', status: 'active' };

function observations(): IdentifiedResource[] {
  const UCUM = 'http://unitsofmeasure.org';
  return [
    {
      resourceType: 'Observation',
      id: 'o1',
      status: 'final',
      code: { coding: [{ system: 'urn:x', code: 'a', display: 'Ä (a)' }] },
      subject: { reference: 'Patient/p' },
      device: { reference: 'Device/d' },
      valueQuantity: { value: 5.04, system: UCUM, code: '%', unit: 'percent' },
    },
    {
      resourceType: 'Observation',
      id: 'o2',
      status: 'preliminary',
      code: { coding: [{ code: 'a' }, { system: 'urn:y', code: 'c' }], text: 'a text' },
      subject: { reference: 'Group/p' },
      valueQuantity: { value: 6.5, unit: 'points' },
      component: [{ code: { coding: [{ code: 'part' }] } }],
    },
    {
      resourceType: 'Observation',
      id: 'o3',
      status: 'preliminary',
      meta: { profile: ['https://p.test/A'], source: 'https://s.test', tag: [{ code: 't' }] },
      code: { coding: [{ system: 'urn:x', code: 'b' }], text: '100% sure' },
      subject: { reference: 'https://ehr.test/Patient/p' },
    },
    {
      resourceType: 'Observation',
      id: 'o4',
      status: 'preliminary',
      meta: { security: [{ code: 'AIAST' }] },
      code: {},
      method: { text: LONG_TEXT },
      identifier: [{ system: 'urn:long', value: '9'.repeat(3000) }],
      subject: { type: 'Patient', identifier: { system: 'urn:mrn', value: '7' } },
    },
  ];
}
