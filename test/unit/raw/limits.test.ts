import { describe, expect, test } from '@jest/globals';
import { parseReport, readReport } from '../../../src/raw/read-report.js';
import { defaultRawLimits } from '../../../src/raw/raw-limits.js';
import { rawJson, rawText } from '../../helpers/fixture.js';
import { patched } from '../../helpers/patch.js';
import { refusal, refusals } from './reading.js';

const acne = rawJson('acne-full');

/** Lists in one another. */
function nested(levels: number): unknown {
  let value: unknown = [];
  for (let level = 1; level < levels; level++) value = [value];
  return value;
}

describe('limits come before everything that recurses', () => {
  test('64 levels are read, 65 are not', () => {
    // The document and its data are the first two levels.
    expect(() => readReport(patched(acne, { '/data/extraData': nested(62) }))).not.toThrow();
    const [violation] = refusal(() => readReport(patched(acne, { '/data/extraData': nested(63) })));
    expect(violation).toMatchObject({ rule: 'depth', pointer: `/data/extraData${'/0'.repeat(62)}` });
  });

  test.each([
    ['lists', '[', ']'],
    ['objects', '{"a":', '}'],
  ])('100,000 %s in one another are refused without exhausting the stack', (_, open, close) => {
    const text = `${open.repeat(100_000)}0${close.repeat(100_000)}`;
    expect(refusal(() => parseReport(text))[0]?.rule).toBe('depth');
    const within = rawText('acne-full').replace('"ABC-123"', text);
    expect(refusal(() => parseReport(within))[0]?.rule).toBe('depth');
  });

  test('a document that holds itself is too deep', () => {
    const document: Record<string, unknown> = { id: 'x' };
    document['extraData'] = document;
    expect(refusal(() => readReport(document))[0]?.rule).toBe('depth');
  });

  test.each([[undefined], [null], [false]])('%p is within all limits', (value) => {
    expect(() => readReport(patched(acne, { '/data/extraData': { value } }))).not.toThrow();
  });

  test.each([[10n], [Symbol('x')], [() => 1]])('%p is nothing that JSON has', (value) => {
    expect(refusals(() => readReport({ id: 'x', extraData: [value] }))).toEqual(['not-json /extraData/0']);
  });

  test('a wide document has too many values', () => {
    const wide = patched(acne, { '/data/extraData': Array.from({ length: 200_000 }, () => 0) });
    expect(refusals(() => readReport(wide))).toEqual(['nodes ']);
  });

  test('a huge text or key is too long', () => {
    const huge = 'x'.repeat(defaultRawLimits.maxStringLength + 1);
    expect(refusals(() => readReport(patched(acne, { '/data/extraData': huge })))).toEqual([
      'string-length /data/extraData',
    ]);
    expect(refusals(() => readReport(patched(acne, { '/data/extraData': { [huge]: 1 } })))).toEqual([
      'string-length /data/extraData',
    ]);
  });

  test('a text that is too big is not even parsed', () => {
    const limits = { ...defaultRawLimits, maxBytes: 10 };
    expect(refusals(() => parseReport('no JSON at all', limits))).toEqual(['bytes ']);
    expect(refusals(() => parseReport(Buffer.from('no JSON at all'), limits))).toEqual(['bytes ']);
  });

  test('bytes are counted, not characters', () => {
    const text = '{"id":"é"}';
    expect(refusals(() => parseReport(text, { ...defaultRawLimits, maxBytes: 10 }))).toEqual(['bytes ']);
    expect(parseReport(text, { ...defaultRawLimits, maxBytes: 11 }).report.id).toBe('é');
  });

  test('a thousand images and three hundred candidates are read', () => {
    const { observations, conclusions } = readReport(
      patched(acne, {
        '/data/result/observations': Array.from({ length: 1000 }, (_, index) => ({
          media: { url: `https://bucket/${index}.png`, type: 'Image', modality: null, diqaScore: 50 },
        })),
        '/data/result/conclusions': Array.from({ length: 300 }, (_, index) => ({
          probability: index / 300,
          pathology: { name: `n${index}`, code: `c${index}`, icd11: null },
        })),
      }),
    ).report.result;
    expect([observations.length, conclusions.length]).toEqual([1000, 300]);
  });
});
