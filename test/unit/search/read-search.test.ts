import { describe, expect, test } from '@jest/globals';
import { OutcomeError } from '../../../src/fhir/outcome.js';
import { readSearch, type ReadSearch } from '../../../src/search/read-search.js';
import type { Condition, SearchQuery } from '../../../src/search/search-query.js';

const NOW = Date.UTC(2026, 1, 13);

function read(type: string, text: string, isStrict = false): ReadSearch {
  const options = { baseUrl: 'https://gateway.test/fhir', isStrict, nowMs: NOW };
  return readSearch(type, [...new URLSearchParams(text)], options);
}

function query(type: string, text: string): SearchQuery {
  return read(type, text).query;
}

/** What a single parameter asks for. */
function condition(type: string, text: string): Condition {
  const { condition: all } = query(type, text);
  if (all.op !== 'and' || all.of.length !== 1) throw new Error('not one criterion');
  return all.of[0]!;
}

function tests(type: string, text: string): readonly unknown[] {
  const found = condition(type, text);
  if (found.op !== 'value' && found.op !== 'updated') throw new Error('compares no values');
  return found.tests;
}

function refusal(type: string, text: string, isStrict = false): OutcomeError {
  try {
    read(type, text, isStrict);
  } catch (error) {
    if (error instanceof OutcomeError) return error;
    throw error;
  }
  throw new Error(`not refused: ${text}`);
}

/** A search with a cursor that has its key, and some values. */
function forged(text: string, values: string): string {
  const { key } = query('Observation', text);
  return `${text}&_cursor=${Buffer.from(`["${key}",${values}]`).toString('base64url')}`;
}

const token = (system: unknown, code: string | null) => ({ kind: 'token', system, code });

describe('a token', () => {
  test.each([
    ['code=1', token('any', '1')],
    ['code=urn:x|1', token(['urn:x'], '1')],
    ['code=|1', token('none', '1')],
    ['code=urn:x|', token(['urn:x'], null)],
    ['code=a\\|b', token('any', 'a|b')],
    ['code=a\\,b', token('any', 'a,b')],
    ['code=a\\\\', token('any', 'a\\')],
    ['code=a\\x', token('any', 'a\\x')],
    ['code=' + 'x'.repeat(300), token('any', expect.stringMatching(/^sha256:/) as unknown as string)],
  ])('%s', (text, expected) => {
    expect(tests('Observation', text)).toEqual([expected]);
  });

  test('has alternatives behind commas; repeated, all must hold', () => {
    expect(tests('Observation', 'code=a,,b')).toEqual([token('any', 'a'), token('any', 'b')]);
    expect(query('Observation', 'code=a&code=b').condition).toMatchObject({ op: 'and', of: [{}, {}] });
  });

  test('is looked for in every field of a parameter that combines others', () => {
    expect(condition('Observation', 'combo-code=a')).toMatchObject({
      fields: ['Observation.code', 'Observation.component-code'],
    });
  });

  test.each([
    ['status=final', token('any', 'final')],
    ['status=|final', token('none', 'final')],
    ['status=http://hl7.org/fhir/observation-status|final', token('none', 'final')],
    ['status=http://hl7.org/fhir/observation-status|', token('none', null)],
    ['status=http://hl7.org/fhir/event-status|final', token(['http://hl7.org/fhir/event-status'], 'final')],
  ])('that is a code alone has the system that is implied: %s', (text, expected) => {
    expect(tests('Observation', text)).toEqual([expected]);
  });

  test.each(['code=|', 'code=a|b|c', '_id=1|', '_id=urn:x|1'])('%s is none', (text) => {
    expect(refusal('Observation', text)).toMatchObject({ status: 400, kind: 'bad-parameter' });
  });

  test('may be denied, or only be there', () => {
    expect(condition('Observation', 'status:not=final,amended')).toMatchObject({
      op: 'not',
      of: { op: 'value', tests: [token('any', 'final'), token('any', 'amended')] },
    });
    expect(condition('Observation', 'device:missing=false')).toEqual({
      op: 'present',
      fields: ['Observation.device', 'Observation.device:identifier'],
    });
    expect(condition('Observation', 'code:missing=true')).toMatchObject({ op: 'not', of: { op: 'present' } });
    expect(condition('Observation', '_id:missing=true')).toEqual({ op: 'not', of: { op: 'and', of: [] } });
  });

  test('has words, which are folded', () => {
    expect(tests('Observation', 'code:text=Ácné  VULGÄRIS ')).toEqual([
      { kind: 'text', match: 'starts', text: 'acne vulgaris' },
    ]);
  });
});

describe('a reference', () => {
  const types = ['Group', 'Device', 'Patient', 'Location'];

  test.each([
    ['subject=7', token(types, '7')],
    ['subject=Patient/7', token(['Patient'], '7')],
    ['subject:Patient=7', token(['Patient'], '7')],
    ['subject=https://gateway.test/fhir/Patient/7', token(['Patient'], '7')],
    ['subject=https://gateway.test/fhirs/Patient/7', token(['https://gateway.test/fhirs/Patient'], '7')],
    ['subject=https://ehr.test/Patient/7/_history/2', token(['https://ehr.test/Patient'], '7')],
    ['subject=urn:uuid:1', token('none', 'urn:uuid:1')],
    ['patient=7', token(['Patient'], '7')],
  ])('%s', (text, expected) => {
    expect(tests('Observation', text)).toEqual([expected]);
  });

  test('may be logical', () => {
    expect(condition('DiagnosticReport', 'encounter:identifier=urn:visits|12')).toEqual({
      op: 'value',
      fields: ['DiagnosticReport.encounter:identifier'],
      tests: [token(['urn:visits'], '12')],
      isNarrow: true,
    });
  });

  test.each(['subject=a b', 'subject:Patient=Patient/7', 'subject=/7'])('%s is none', (text) => {
    expect(refusal('Observation', text)).toMatchObject({ status: 400, kind: 'bad-parameter' });
  });

  test.each([
    ['encounter.identifier=x', 'encounter:identifier=system|value'],
    ['subject:Patient.name=x', 'subject:identifier=system|value'],
  ])('%s is refused, with the form that works', (text, form) => {
    expect(refusal('Observation', text)).toMatchObject({ status: 400, kind: 'unsupported-parameter' });
    expect(refusal('Observation', text).message).toContain(form);
  });
});

describe('a date', () => {
  const at = (text: string) => Date.parse(text);

  test.each([
    ['2024', '2024-01-01T00:00:00.000Z', '2024-12-31T23:59:59.999Z'],
    ['2024-02', '2024-02-01T00:00:00.000Z', '2024-02-29T23:59:59.999Z'],
    ['0099-12', '0099-12-01T00:00:00.000Z', '0099-12-31T23:59:59.999Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z', '2024-02-29T23:59:59.999Z'],
    ['2024-02-29T10:20', '2024-02-29T10:20:00.000Z', '2024-02-29T10:20:59.999Z'],
    ['2024-02-29T10:20%2B02:00', '2024-02-29T08:20:00.000Z', '2024-02-29T08:20:59.999Z'],
    ['2024-02-29T10:20:30Z', '2024-02-29T10:20:30.000Z', '2024-02-29T10:20:30.999Z'],
    ['2024-02-29T10:20:30.5-05:00', '2024-02-29T15:20:30.500Z', '2024-02-29T15:20:30.599Z'],
    ['2024-02-29T10:20:30.123456Z', '2024-02-29T10:20:30.123Z', '2024-02-29T10:20:30.123Z'],
  ])('%s is from %s to %s', (text, low, high) => {
    expect(tests('DiagnosticReport', `date=${text}`)).toEqual([
      { kind: 'range', prefix: 'eq', low: at(low), high: at(high), unit: null },
    ]);
  });

  test.each(['eq', 'ne', 'lt', 'gt', 'ge', 'le', 'sa', 'eb'])('may have the prefix %s', (prefix) => {
    expect(tests('DiagnosticReport', `_lastUpdated=${prefix}2024-01-01`)).toEqual([
      { kind: 'range', prefix, low: at('2024-01-01'), high: at('2024-01-02') - 1, unit: null },
    ]);
  });

  test('is approximate by a tenth of its distance from now', () => {
    const day = 86_400_000;
    expect(tests('DiagnosticReport', 'date=ap2026-02-03')).toEqual([
      {
        kind: 'range',
        prefix: 'ap',
        low: at('2026-02-02'),
        high: at('2026-02-03') + 2 * day - 1,
        unit: null,
      },
    ]);
  });

  test.each([
    '2024-13',
    '2023-02-29',
    '24',
    '2024-01-01T25:00',
    '2024-01-01T10:00:00 02:00',
    'xx2024',
    'today',
  ])('%s is none', (text) => {
    expect(refusal('DiagnosticReport', `date=${text}`)).toMatchObject({ status: 400, kind: 'bad-parameter' });
  });
});

describe('a quantity', () => {
  const of = (text: string) =>
    tests('Observation', `value-quantity=${text}`)[0] as { low: number; high: number };

  test('stands for all numbers that are rounded to it', () => {
    expect(of('5.4').low).toBe(5.35);
    expect(of('5.4').high).toBeLessThan(5.45);
    expect(of('5.4').high).toBeGreaterThan(5.449999999999);
    expect(of('100').low).toBe(99.5);
    expect(of('1e2').low).toBe(50);
    expect(of('1.00E2').low).toBe(99.5);
    expect(of('-5.40').low).toBe(-5.405);
    expect(of('99.65').low).toBe(99.645);
  });

  test.each(['lt', 'gt', 'ge', 'le', 'sa', 'eb'])('is exact behind %s', (prefix) => {
    expect(of(`${prefix}5.4`)).toEqual({ kind: 'range', prefix, low: 5.4, high: 5.4, unit: null });
  });

  test('is approximate by a tenth', () => {
    expect(of('ap-50')).toMatchObject({ prefix: 'ap', low: -55, high: -45 });
  });

  test('may have a unit', () => {
    const UCUM = 'http://unitsofmeasure.org';
    expect(of(`5|${UCUM}|%25`)).toMatchObject({ unit: { system: UCUM, code: '%' } });
    expect(of('5||Points')).toMatchObject({ unit: { system: null, code: 'Points', name: 'points' } });
    expect(of('5||')).toMatchObject({ unit: null });
  });

  test.each(['five', '5|urn:x', '5|a|b|c', '.5', '5.', 'gt', '1e999', '9'.repeat(40)])(
    '%s is none',
    (text) => {
      expect(refusal('Observation', `value-quantity=${text}`)).toMatchObject({ status: 400 });
    },
  );

  test('may be part of a composite', () => {
    expect(condition('Observation', 'code-value-quantity=urn:x|a$gt50,b\\$c$5')).toMatchObject({
      op: 'or',
      of: [
        { op: 'and', of: [{ tests: [token(['urn:x'], 'a')] }, { tests: [{ prefix: 'gt', low: 50 }] }] },
        { op: 'and', of: [{ tests: [token('any', 'b$c')] }, {}] },
      ],
    });
    for (const text of ['a', 'a$1$2', '$5', 'a$']) {
      expect(refusal('Observation', `code-value-quantity=${text}`)).toMatchObject({ status: 400 });
    }
  });
});

describe('a string or a URI', () => {
  test.each([
    ['manufacturer=Légit', { kind: 'text', match: 'starts', text: 'legit' }],
    ['manufacturer:contains=LABS', { kind: 'text', match: 'contains', text: 'labs' }],
    ['manufacturer:exact=AI Labs', token('any', 'AI Labs')],
    ['_profile=https://p.test/A|1', token('any', 'https://p.test/A|1')],
  ])('%s', (text, expected) => {
    expect(tests('Device', text)).toEqual([expected]);
  });
});

describe('how the answer is wanted', () => {
  test('is the newest first, 50 a page, counted, when nothing is said', () => {
    expect(query('Media', '')).toEqual({
      type: 'Media',
      key: expect.stringMatching(/^[\w-]{8}$/) as unknown,
      condition: { op: 'and', of: [] },
      sort: [
        { by: 'updated', isDescending: true },
        { by: 'id', isDescending: false },
      ],
      count: 50,
      isTotalWanted: true,
      cursor: null,
      includes: [],
      revIncludes: [],
      view: { summary: 'false', elements: [] },
    });
  });

  test('may be a sort by several keys, which ends with the id', () => {
    expect(query('Observation', '_sort=-date,status,_lastUpdated').sort).toEqual([
      { by: { fields: ['Observation.date'], column: 'low' }, isDescending: true },
      { by: { fields: ['Observation.status'], column: 'code' }, isDescending: false },
      { by: 'updated', isDescending: false },
      { by: 'id', isDescending: false },
    ]);
    expect(query('Observation', '_sort=-_id,date').sort).toEqual([{ by: 'id', isDescending: true }]);
  });

  test.each([
    ['_count=7', { count: 7 }],
    ['_count=100000', { count: 200 }],
    ['_count=0&_total=none', { count: 0, isTotalWanted: true }],
    ['_summary=count', { count: 0, isTotalWanted: true }],
    ['_total=none', { isTotalWanted: false }],
    ['_elements=status,code', { view: { summary: 'false', elements: ['status', 'code'] } }],
    ['_summary=data', { view: { summary: 'data', elements: [] } }],
    [
      '_include=Observation:derived-from:Media',
      { includes: [{ source: 'Observation', field: 'Observation.derived-from', targets: ['Media'] }] },
    ],
    ['_include=*', { includes: [{ field: 'Observation.derived-from' }, { field: 'Observation.device' }] }],
    ['_revinclude=*', { revIncludes: [{ source: 'DiagnosticReport' }, { source: 'Provenance' }] }],
  ])('%s', (text, expected) => {
    expect(query('Observation', text)).toMatchObject(expected);
  });

  test.each([
    '_sort=nonsense',
    '_sort=subject',
    '_sort=a,b,c,d,e',
    '_sort:asc=date',
    '_count=-1',
    '_count=ten',
    '_count=1&_count=2',
    '_summary=all',
    '_summary=true&_elements=code',
    '_elements=a.b',
    '_total=exact',
    '_include=Observation:subject',
    '_include=Observation:derived-from:Patient',
    '_include:iterate=Observation:device',
    '_revinclude=Observation:device',
    '_include=DiagnosticReport:result',
    '_include=Observation:device&_summary=text',
    '_cursor=nonsense',
    forged('', '"aside",1,"id"'),
    forged('', '"after",1'),
    forged('', '"after","1","id"'),
    forged('', '"after",1.5,"id"'),
    forged('', '"after",1,"id\\u0000"'),
    forged('_sort=value-quantity', '"after",1e999,"id"'),
  ])('%s is refused', (text) => {
    expect(refusal('Observation', text)).toMatchObject({ status: 400, kind: 'bad-parameter' });
  });
});

describe('a cursor', () => {
  const cursor = forged('status=final&code=a&_sort=date', '"after",1,"id"').replace(/^.*&/, '');
  const at =
    (text: string, type = 'Observation') =>
    () =>
      query(type, `${text}&${cursor}`).cursor;

  test.each(['code=a&_sort=date&status=final', 'status=final&code=a&_sort=date&_count=3&_total=none'])(
    'goes on with the same search: %s',
    (text) => {
      expect(at(text)()).toEqual({ direction: 'after', values: [1, 'id'] });
    },
  );

  test.each([
    ['of another order', 'status=final&code=a&_sort=-date'],
    ['with another criterion', 'status=final&code=b&_sort=date'],
    ['with another modifier', 'status:not=final&code=a&_sort=date'],
    ['with one criterion less', 'status=final&_sort=date'],
  ])('is refused in a search %s', (_, text) => {
    expect(at(text)).toThrow(/_cursor must be taken from a link of the same search/);
  });

  test('is refused in a search for another type', () => {
    const text = 'status=completed&_sort=_lastUpdated';
    const other = forged(text, '"after",1,"id"');
    expect(query('Observation', other).cursor).not.toBeNull();
    expect(() => query('Media', other)).toThrow(/_cursor must be/);
  });
});

describe('a parameter', () => {
  test('with a larger count than a page may have is told as it was used', () => {
    expect(read('Media', '_count=100000').used).toEqual([['_count', '200']]);
    expect(read('Media', '_count=007').used).toEqual([['_count', '7']]);
  });

  test('that is unknown is ignored, and not told as used', () => {
    const { used, ignored } = read(
      'Media',
      'nonsense=1&status=completed&_has:x:y=1&_format=json&view=1&_count=3',
    );
    expect(used).toEqual([
      ['status', 'completed'],
      ['_format', 'json'],
      ['_count', '3'],
    ]);
    expect(ignored).toBe(3);
  });

  test('that is unknown is refused when strictness is wanted', () => {
    const error = refusal('Media', 'secret-name=1', true);
    expect(error).toMatchObject({ status: 400, kind: 'unsupported-parameter' });
    expect(error.message).toContain('modality');
    expect(error.message).not.toContain('secret-name');
    expect(read('Media', '_format=json&_pretty=true&status=completed', true).ignored).toBe(0);
  });

  test.each(['status=', 'status=,', '_count=', 'nonsense='])('%s counts as missing', (text) => {
    expect(read('Media', text, true)).toMatchObject({ used: [], ignored: 0 });
  });

  test.each(['_include', '_revinclude'])('%s=* is refused where there is nothing to include', (name) => {
    expect(refusal('ValueSet', `${name}=*`)).toMatchObject({ status: 400, kind: 'bad-parameter' });
  });

  test.each([
    'status:text=x',
    'code:in=x',
    'code:above=x',
    'date:not=2024',
    'subject:Nonsense=1',
    'code-value-quantity:missing=true',
  ])('%s has a modifier that is refused, strict or not', (text) => {
    expect(refusal('Observation', text)).toMatchObject({ status: 400, kind: 'unsupported-parameter' });
  });

  test('is refused without repeating its value', () => {
    for (const text of [
      'date=canary',
      'code:missing=canary',
      '_sort=canary',
      '_include=canary',
      'value-quantity=canary',
    ]) {
      expect(JSON.stringify(refusal('Observation', text).outcome)).not.toContain('canary');
    }
  });

  test.each([
    ['too many parameters', 'code=x&'.repeat(101)],
    ['too many values', `code=${'x,'.repeat(120)}&status=${'x,'.repeat(120)}`],
    ['a text that grows too long', `code:text=${'\uFDFA'.repeat(100)}`],
    ['a value that is too long', `code=${'x'.repeat(4097)}`],
    ['NUL', 'code=a%00b'],
  ])('%s: refused', (_what, text) => {
    expect(refusal('Observation', text)).toMatchObject({ status: 400, kind: 'bad-parameter' });
  });
});
