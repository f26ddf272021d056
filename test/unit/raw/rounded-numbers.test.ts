import { describe, expect, test } from '@jest/globals';
import { parseReport } from '../../../src/raw/read-report.js';
import { isRounded } from '../../../src/raw/rounding.js';
import { oddities } from './reading.js';

describe('a number that has more digits than JavaScript keeps', () => {
  test.each([
    '9007199254740993',
    '12345678901234567890',
    '99.12345678901234567890',
    '0.1000000000000000055511151231257827',
    '-1.00000000000000000001',
    '1e-400',
    '3e-324',
    `0.${'0'.repeat(400)}1`,
  ])('is told: %s', (lexeme) => {
    expect(isRounded(lexeme, Number(lexeme))).toBe(true);
  });

  test.each([
    '0',
    '-0',
    '83.310',
    '0.06',
    '1e21',
    '1E+2',
    '1e-7',
    '5e-324',
    '9007199254740992',
    '99.12345678901235',
    '1000000000000000000000000',
    '0.00000000000000000000000000000',
    '10.000000000000000000000000',
    '0010.5000000000000000000000',
    '1e300',
    '-123456.789e3',
  ])('is none: %s', (lexeme) => {
    expect(isRounded(lexeme, Number(lexeme))).toBe(false);
  });

  test('has an issue at its place in the document, wherever it is', () => {
    const read = parseReport(`{
      "success": true, "data": {
        "id": "x", "bodySite": { "code": "nails", "name": "12345678901234567890 \\" 12345678901234567891" },
        "createdAt": "2023-08-03T12:38:10+02:00", "anamnesisGeneral": [],
        "extraData": { "mrn": 12345678901234567890, "a/b": [1, 0.12345678901234567890], "mrn": 12345678901234567891 },
        "result": {
          "id": "r", "metrics": { "entropy": 12.000000000000000000 }, "observations": [], "conclusions": [],
          "preliminaryFindings": { "malignancy": 99.12345678901234567890, "pigmentedLesion": "+1.00000000000000000001" },
          "questionnaires": { "ALEGI": { "score": 9007199254740993, "facets": [] } }
        }
      }
    }`);
    expect(read.report.result.preliminaryFindings.malignancy).toBe(99.12345678901235);
    expect(read.issues.filter(({ kind }) => kind === 'number-rounded')).toEqual(
      [
        ['warning', '/data/result/preliminaryFindings/pigmentedLesion'],
        ['warning', '/data/extraData/mrn'],
        ['information', '/data/extraData/a~1b/1'],
        ['information', '/data/result/preliminaryFindings/malignancy'],
        ['warning', '/data/result/questionnaires/ALEGI/score'],
      ].map(([severity, rawPointer]) => expect.objectContaining({ severity, rawPointer })),
    );
  });

  test('is told of bytes, too, and at a key that JavaScript has a meaning for', () => {
    const text =
      '{"id": "x", "bodySite": null, "__proto__": 9007199254740993, "extraData": {"__proto__": 9007199254740993}}';
    expect(
      oddities(parseReport(Buffer.from(`\uFEFF${text}`))).filter((odd) => odd.startsWith('number')),
    ).toEqual(['number-rounded /__proto__', 'number-rounded /extraData/__proto__']);
  });

  test('is found beside texts of any length and zeros without end', () => {
    const long = `"${'\\"'.repeat(120_000)}"`;
    const zeros = `0.${'0'.repeat(200_000)}`;
    const text = `{"id": "x", "extraData": [${long}, ${zeros}, ${zeros}1, 1.${'0'.repeat(200_000)}1]}`;
    expect(oddities(parseReport(text)).filter((odd) => odd.startsWith('number'))).toEqual([
      'number-rounded /extraData/2',
      'number-rounded /extraData/3',
    ]);
  });
});
