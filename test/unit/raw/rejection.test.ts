import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseReport, readReport, ReportRejected } from '../../../src/raw/read-report.js';
import { rawJson, rawText } from '../../helpers/fixture.js';
import { readAcne, refusal, refusals } from './reading.js';

const result = '/data/result';

describe('a rejection', () => {
  test.each([
    ['/data/id', null, 'required'],
    ['/data/id', '', 'required'],
    ['/data/id', ' ', 'required'],
    ['/data/id', ['x'], 'type'],
    ['/data/id', true, 'required'],
    ['/data/id', 2 ** 53, 'required'],
    ['/data/id', 'x'.repeat(513), 'too-long'],
    ['/data/createdAt', { year: 2023 }, 'type'],
    ['/data/pathology', 'Acne', 'type'],
    ['/data/pathology', [], 'type'],
    ['/data/bodySite/code', ['headFront'], 'type'],
    ['/data/anamnesisGeneral', {}, 'type'],
    ['/data/anamnesisGeneral/0', 'text', 'type'],
    ['/data/result', [], 'type'],
    [`${result}/metrics/sensitivity`, true, 'type'],
    [`${result}/metrics/specificity`, '83,31', 'type'],
    [`${result}/preliminaryFindings/hasCondition`, 'high', 'type'],
    [`${result}/observations/0/media/url`, {}, 'type'],
    [`${result}/conclusions`, 3, 'type'],
    [`${result}/scoringSystems`, 'alegi', 'type'],
    [`${result}/scoringSystems/0/score`, 'x', 'type'],
    [`${result}/scoringSystems/0/score/severity/interpretations/2/min`, 'low', 'type'],
    [`${result}/scoringSystems/0/facets/1/value/raw`, [1], 'type'],
  ])('names the place and the rule: %s = %j breaks %s', (pointer, value, rule) => {
    expect(refusals(() => readAcne({ [pointer]: value }))).toEqual([`${rule} ${pointer}`]);
  });

  test('points into the document as it was received, whatever its shape', () => {
    const v2 = {
      id: 'x',
      result: {
        observations: [{ originalMedia: { diqaScore: [] } }],
        questionnaires: { APASI_LOCAL: { score: true, scoreCategorySeverity: 'x' } },
      },
    };
    expect(refusals(() => readReport(v2))).toEqual([
      'type /result/observations/0/originalMedia/diqaScore',
      'type /result/questionnaires/APASI_LOCAL/score',
      'type /result/questionnaires/APASI_LOCAL/scoreCategorySeverity',
    ]);
  });

  test('names every broken place, up to a number', () => {
    const violations = refusal(() =>
      readAcne({ [`${result}/conclusions`]: Array.from({ length: 80 }, () => 'secret') }),
    );
    expect(violations).toHaveLength(51);
    expect(violations[49]).toMatchObject({ rule: 'type', pointer: `${result}/conclusions/49` });
    expect(violations[50]).toEqual({ rule: 'more', pointer: '/data', text: 'And 30 more.' });
  });

  test('never quotes a value', () => {
    const violations = refusal(() => readAcne({ '/data/id': ['secret'], '/data/pathology': 'secret' }));
    expect(violations).toHaveLength(2);
    expect(JSON.stringify(violations)).not.toContain('secret');
    expect(new ReportRejected(violations).message).toBe('Expected a text. (type at /data/id)');
  });
});

describe('a text that is no JSON', () => {
  test.each([
    ['', 'This is not JSON: it ends too early.'],
    [rawText('acne-full').slice(0, 900).trimEnd(), 'This is not JSON'],
    ['{"id": "x",}', 'This is not JSON: line 1, column 12.'],
    ['{\n  "id": "x"\n  "url": null}', 'This is not JSON: line 3, column 3.'],
    ['{"id": "x"} secret', 'This is not JSON: line 1, column 13.'],
    ['<html>secret</html>', 'This is not JSON.'],
    ['{"id": secret}', 'This is not JSON.'],
  ])('is refused with the place, and not quoted: %j', (text, said) => {
    const violations = refusal(() => parseReport(text));
    expect(violations).toHaveLength(1);
    expect(violations[0]).toMatchObject({ pointer: '', rule: 'json' });
    expect(violations[0]?.text).toContain(said);
    expect(violations[0]?.text).not.toContain('secret');
  });

  test('bytes that are not UTF-8 are refused', () => {
    expect(refusals(() => parseReport(Uint8Array.of(0x7b, 0xff, 0x7d)))).toEqual(['utf-8 ']);
  });

  test('bytes are read like text, with or without a byte order mark', () => {
    const text = rawText('acne-full');
    for (const same of [`\uFEFF${text}`, Buffer.from(text), Buffer.from(`\uFEFF${text}`)]) {
      expect(parseReport(same).report).toEqual(parseReport(text).report);
    }
  });
});

describe('any JSON whatever', () => {
  const keys = [...new Set(JSON.stringify(rawJson('v2')).match(/(?<=")[a-zA-Z]+(?=":)/g))];
  const value = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom(...keys, '__proto__', 'scoreCategorySeverity', 'data'), tie('any'), {
        noNullPrototype: true,
      }),
      fc.array(tie('any')),
    ),
  })).any;

  function isReadOrRejected(document: unknown): boolean {
    try {
      return readReport(document).report.id !== '';
    } catch (error) {
      return error instanceof ReportRejected && error.violations.length > 0;
    }
  }

  test('is a report or a typed rejection', () => {
    fc.assert(
      fc.property(
        value,
        fc.record({ id: fc.constant('x'), result: value, bodySite: value }),
        (any, report) => {
          expect(isReadOrRejected(any)).toBe(true);
          expect(isReadOrRejected(report)).toBe(true);
        },
      ),
      { numRuns: 500, seed: 20230803 },
    );
  });
});
