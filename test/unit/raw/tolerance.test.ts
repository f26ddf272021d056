import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { tolerantReader } from '../../../src/raw/tolerant-reader.js';
import type { Report } from '../../../src/raw/report.js';
import { oddities, readAcne, refusals } from './reading.js';

const result = '/data/result';
const score = `${result}/scoringSystems/0`;

describe('what is missing', () => {
  test.each([
    '/data/url',
    '/data/pdf',
    '/data/visitIdentifier',
    '/data/extraData',
    '/data/pathology',
    '/data/pathology/icd11',
    '/data/macroscopicMedia',
    `${result}/observations/0/media/modality`,
    `${result}/observations/0/media/diqaScore`,
    `${score}/explainabilityMedia`,
    `${score}/score/severity`,
    `${score}/facets/0/facet/description`,
  ])('equals null where null is allowed: %s', (pointer) => {
    const missing = readAcne({ [pointer]: undefined });
    expect(missing.report).toEqual(readAcne({ [pointer]: null }).report);
    expect(oddities(missing)).toEqual([]);
  });

  test.each([
    '/data/bodySite',
    '/data/bodySite/code',
    '/data/createdAt',
    '/data/anamnesisGeneral',
    '/data/pathology/code',
    '/data/macroscopicMedia/annotations',
    '/data/result',
    `${result}/id`,
    `${result}/metrics`,
    `${result}/preliminaryFindings`,
    `${result}/observations`,
    `${result}/observations/0/media`,
    `${result}/observations/0/media/url`,
    `${result}/observations/0/media/type`,
    `${result}/conclusions`,
    `${result}/conclusions/0/probability`,
    `${result}/conclusions/0/pathology`,
    `${result}/scoringSystems`,
    `${score}/scoringSystem`,
    `${score}/scoringSystem/code`,
    `${score}/score`,
    `${score}/score/value`,
    `${score}/score/severity/interpretations/1/max`,
    `${score}/score/severity/interpretations/1/text`,
    `${score}/score/severity/interpretations/1/coding`,
    `${score}/facets`,
    `${score}/facets/0/facet`,
    `${score}/facets/0/value`,
    `${score}/explainabilityMedia/url`,
  ])('is read and noted once where the vendor documents it as always there: %s', (pointer) => {
    const missing = readAcne({ [pointer]: undefined });
    expect(oddities(missing)).toEqual([`missing-field ${pointer}`]);
    expect(readAcne({ [pointer]: null })).toMatchObject({ report: missing.report, issues: missing.issues });
  });

  test('stays apart from null in the fixed records', () => {
    const absent = readAcne({
      [`${result}/metrics/entropy`]: undefined,
      [`${result}/preliminaryFindings/malignancy`]: undefined,
      [`${result}/iaSeconds`]: undefined,
      [`${score}/reduction`]: undefined,
    });
    expect(absent.issues).toEqual([]);
    expect(absent.report.result.metrics).not.toHaveProperty('entropy');
    expect(absent.report.result.preliminaryFindings).not.toHaveProperty('malignancy');
    expect(absent.report.result).not.toHaveProperty('iaSeconds');
    expect(absent.report.result.scoringSystems[0]).not.toHaveProperty('reduction');
    const asked = readAcne({ [`${result}/preliminaryFindings/malignancy`]: null });
    expect(asked.report.result.preliminaryFindings.malignancy).toBeNull();
  });

  test('in a list is an item without anything, so that no other item moves', () => {
    const read = readAcne({ [`${result}/conclusions/0`]: null });
    expect(read.report.result.conclusions.map(({ probability }) => probability)).toEqual([null, 0.06]);
    expect(oddities(read)).toEqual([`missing-field ${result}/conclusions/0`]);
  });

  test('is also a member that is undefined, which JSON has no way to say', () => {
    expect(
      oddities(readAcne({ '/data/result/metrics': { entropy: undefined, novelty: undefined } })),
    ).toEqual([]);
  });
});

describe('unknown keys', () => {
  test('are left out, each with its pointer and never with its value', () => {
    const read = readAcne({
      '/data/modelVersion': 'secret 1',
      [`${result}/observations/0/media/cropped`]: 'secret 2',
    });
    expect(oddities(read)).toEqual([
      'unknown-key /data/modelVersion',
      `unknown-key ${result}/observations/0/media/cropped`,
    ]);
    expect(JSON.stringify(read)).not.toContain('secret');
  });

  test('whose names are no names are pointed at by what holds them', () => {
    const read = readAcne({ '/data/bodySite/https:~1~1x?sig=1': 1 });
    expect(oddities(read)).toEqual(['unknown-key /data/bodySite']);
  });

  test('beyond a hundred are counted', () => {
    const many = Object.fromEntries(Array.from({ length: 130 }, (_, index) => [`key${index}`, index]));
    const { issues } = readAcne({ '/data/bodySite': { code: 'nails', name: 'Nails', ...many } });
    expect(issues).toHaveLength(101);
    expect(issues.at(-1)).toEqual({
      severity: 'warning',
      kind: 'unknown-key',
      rawPointer: '/data',
      text: 'And 30 more.',
    });
  });

  test('that are names of the language do no harm', () => {
    const hostile: unknown = JSON.parse(
      '{"__proto__": {"code": "polluted"}, "constructor": {"prototype": {"x": 1}}, "toString": 1, "name": "Nails"}',
    );
    const read = readAcne({ '/data/bodySite': hostile });
    expect(read.report.bodySite).toEqual({ code: null, name: 'Nails' });
    expect(oddities(read)).toEqual([
      'unknown-key /data/bodySite/__proto__',
      'unknown-key /data/bodySite/constructor',
      'unknown-key /data/bodySite/toString',
      'missing-field /data/bodySite/code',
    ]);
    expect(Reflect.get({}, 'code')).toBeUndefined();
  });
});

describe('numbers', () => {
  test.each([
    ['83.31', 83.31],
    ['0', 0],
    [' 7 ', 7],
    ['1e1', 10],
    ['+5', 5],
  ])('as the text %p are read as %p and noted', (text, value) => {
    const read = readAcne({ [`${result}/metrics/sensitivity`]: text });
    expect(read.report.result.metrics.sensitivity).toBe(value);
    expect(read.issues).toEqual([
      expect.objectContaining({
        severity: 'information',
        kind: 'numeric-string',
        rawPointer: `${result}/metrics/sensitivity`,
      }),
    ]);
  });

  test.each(['83,31', 'Infinity', '0x10', '1e99999', '12 %', '１２', 'high', 'none', '.'])(
    'are not guessed from the text %p',
    (text) => {
      expect(refusals(() => readAcne({ [`${result}/metrics/sensitivity`]: text }))).toEqual([
        `type ${result}/metrics/sensitivity`,
      ]);
    },
  );

  test.each(['n/a', 'N/A', 'NaN', 'null', 'unknown', '-', ' – ', '?'])(
    'are null where a text says that there is none: %p',
    (text) => {
      const read = readAcne({ [`${result}/preliminaryFindings/malignancy`]: text });
      expect(read.report.result.preliminaryFindings.malignancy).toBeNull();
      expect(oddities(read)).toEqual([`no-value-word ${result}/preliminaryFindings/malignancy`]);
    },
  );

  test('as a blank text are null', () => {
    const read = readAcne({ [`${result}/metrics/sensitivity`]: ' ' });
    expect(read.report.result.metrics.sensitivity).toBeNull();
    expect(oddities(read)).toEqual([`blank-number ${result}/metrics/sensitivity`]);
  });

  test.each([NaN, Infinity, -Infinity])('that are %p are refused wherever they are', (value) => {
    expect(refusals(() => readAcne({ '/data/extraData': [value] }))).toEqual([
      'number-not-finite /data/extraData/0',
    ]);
  });

  test.each([
    [`${result}/metrics/sensitivity`, -0.01],
    [`${result}/metrics/specificity`, 100.01],
    [`${result}/preliminaryFindings/malignancy`, 250],
    [`${result}/conclusions/1/probability`, -5],
    [`${result}/observations/0/media/diqaScore`, 101],
    [`${result}/iaSeconds`, -1],
    [`${score}/score/severity/value`, 4],
  ])('out of the documented range are kept and flagged: %s = %d', (pointer, value) => {
    const read = readAcne({ [pointer]: value });
    expect(oddities(read)).toEqual([`out-of-range ${pointer}`]);
    expect(JSON.stringify(read.report)).toContain(String(value));
  });

  test.each([0, 100, 50])('within the range are not flagged: %d', (value) => {
    expect(oddities(readAcne({ [`${result}/preliminaryFindings/malignancy`]: value }))).toEqual([]);
  });

  test.each([
    [0.4, ['maybe-fraction /data/result/metrics/entropy']],
    [1, ['maybe-fraction /data/result/metrics/entropy']],
    [0, []],
    [1.1, []],
  ])('as entropy are never rescaled, and doubted when they may be fractions: %d', (value, doubts) => {
    const read = readAcne({ [`${result}/metrics/entropy`]: value });
    expect(read.report.result.metrics.entropy).toBe(value);
    expect(oddities(read)).toEqual(doubts);
  });
});

describe('texts', () => {
  test('that are blank are null', () => {
    const read = readAcne({ '/data/visitIdentifier': ' \t', '/data/anamnesisGeneral/0/answer': '' });
    expect(read.report.visitIdentifier).toBeNull();
    expect(read.report.anamnesisGeneral[0]?.answer).toBeNull();
    expect(oddities(read)).toEqual([]);
  });

  test('that are blank where the vendor documents one are noted', () => {
    expect(oddities(readAcne({ '/data/bodySite/name': ' ' }))).toEqual(['missing-field /data/bodySite/name']);
  });

  test.each([
    ['nul\u0000 and bell\u0007', 'nul\uFFFD and bell\uFFFD'],
    ['lone \uD83D', 'lone \uFFFD'],
    ['\uDD25 lone', '\uFFFD lone'],
    ['no character \uFFFF', 'no character \uFFFD'],
  ])('get U+FFFD for what FHIR does not allow: %j', (received, text) => {
    const read = readAcne({ '/data/anamnesisGeneral/0/answer': received });
    expect(read.report.anamnesisGeneral[0]?.answer).toBe(text);
    expect(oddities(read)).toEqual(['character-replaced /data/anamnesisGeneral/0/answer']);
  });

  test.each(['tab\t line\nfeed\r', 'whole 🦷 \u00A0\u202E', 'e\u0301'])('keep all else: %j', (text) => {
    const read = readAcne({ '/data/anamnesisGeneral/0/answer': text });
    expect(read.report.anamnesisGeneral[0]?.answer).toBe(text);
    expect(oddities(read)).toEqual([]);
  });
});

describe('numbers, true and false in place of a text', () => {
  test.each<[string, unknown, (report: Report) => unknown, string]>([
    ['/data/id', 12345, ({ id }) => id, '12345'],
    ['/data/visitIdentifier', 4711, ({ visitIdentifier }) => visitIdentifier, '4711'],
    ['/data/bodySite/code', 12, ({ bodySite }) => bodySite?.code, '12'],
    ['/data/createdAt', 1691059090, ({ createdAt }) => createdAt, '1691059090'],
    ['/data/anamnesisGeneral/0/answer', 7.5, ({ anamnesisGeneral: [first] }) => first?.answer, '7.5'],
    ['/data/anamnesisGeneral/0/answer', false, ({ anamnesisGeneral: [first] }) => first?.answer, 'false'],
    ['/data/anamnesisGeneral/0/question', true, ({ anamnesisGeneral: [first] }) => first?.question, 'true'],
  ])('are read as their JSON text and noted: %s = %j', (pointer, value, valueIn, text) => {
    const read = readAcne({ [pointer]: value });
    expect(valueIn(read.report)).toBe(text);
    expect(read.issues).toEqual([
      expect.objectContaining({ severity: 'information', kind: 'not-a-text', rawPointer: pointer }),
    ]);
  });

  test.each([
    ['/data/visitIdentifier', true],
    ['/data/visitIdentifier', 1.5],
    ['/data/visitIdentifier', 2 ** 53],
    ['/data/bodySite/code', false],
    ['/data/url', 7],
    ['/data/pdf', false],
    [`${result}/observations/0/media/url`, 7],
  ])(
    'are left out, and that is said, where they tell nothing apart and lead nowhere: %s = %j',
    (pointer, value) => {
      const read = readAcne({ [pointer]: value });
      expect(read.report).toEqual(readAcne({ [pointer]: null }).report);
      expect(read.issues).toEqual([
        expect.objectContaining({ severity: 'warning', kind: 'unusable-value', rawPointer: pointer }),
      ]);
    },
  );
});

describe('what is opaque or undecided stays as it is', () => {
  test.each([['text'], [''], [[1, 'two']], [{ a: { b: null } }], [7], [false]])(
    'extra data %j',
    (extraData) => {
      const read = readAcne({ '/data/extraData': extraData });
      expect(read.report.extraData).toEqual(extraData);
      expect(oddities(read)).toEqual([]);
    },
  );

  test.each(['2023-08-03T12:38:10', '2023-08-03T12:38:10.123456+02:00', 'yesterday'])(
    'the time of creation %s',
    (createdAt) => {
      expect(readAcne({ '/data/createdAt': createdAt }).report.createdAt).toBe(createdAt);
    },
  );

  test.each(['None', 'Clinical', 'clinical', 'DERMOSCOPIC', null])('the modality %p', (modality) => {
    const { report } = readAcne({ [`${result}/observations/0/media/modality`]: modality });
    expect(report.result.observations[0]?.media?.modality).toBe(modality);
  });

  test.each(['0189bafa-0610-7349-a0ab-eb53695b27fd', 'ab+/=='.repeat(14), 'x'.repeat(512), 'some id'])(
    'the id %s',
    (id) => {
      expect(readAcne({ '/data/id': id }).report.id).toBe(id);
    },
  );

  test('order, duplicates and sum of the conclusions', () => {
    const one = { probability: 90, pathology: { name: 'Acne', code: 'Acne', icd11: null } };
    const conclusions = [{ ...one, probability: 3 }, one, one];
    const read = readAcne({ [`${result}/conclusions`]: conclusions });
    expect(read.report.result.conclusions).toEqual(conclusions);
    expect(oddities(read)).toEqual([]);
  });

  test('conclusions without a settled pathology', () => {
    const { report } = readAcne({ '/data/pathology': null });
    expect(report.pathology).toBeNull();
    expect(report.result.conclusions).toHaveLength(2);
  });

  test('a value outside the band that its severity claims', () => {
    const { score: acneScore } = readAcne({}).report.result.scoringSystems[0] ?? {};
    expect(acneScore?.value).toBe(8);
    expect(acneScore?.severity.value).toBe(1);
    expect(acneScore?.severity.interpretations.map(({ min, max, text }) => [min, max, text])).toEqual([
      [0, 0, 'None'],
      [0, 2.1, 'Mild'],
      [2.1, 4.5, 'Moderate'],
      [4.5, 21.6, 'Severe'],
    ]);
  });

  test.each([[5], [0], [true], [false], ['0'], ['a few'], [null]])('the raw value of a facet %p', (raw) => {
    const read = readAcne({ [`${score}/facets/0/value/raw`]: raw });
    expect(read.report.result.scoringSystems[0]?.facets[0]?.value.raw).toBe(raw);
    expect(oddities(read)).toEqual([]);
  });

  test.each([[-12.5], [0], [null]])('the reduction %p', (reduction) => {
    const { report } = readAcne({ [`${score}/reduction`]: reduction });
    expect(report.result.scoringSystems[0]?.reduction).toBe(reduction);
  });

  test.each([
    [3, '3'],
    ['3', '3'],
  ])('the code of a band, be it %p, as text', (received, code) => {
    const { report } = readAcne({
      [`${score}/score/severity/interpretations/0/coding/0/code`]: received,
    });
    expect(report.result.scoringSystems[0]?.score.severity.interpretations[0]?.coding[0]?.code).toBe(code);
  });

  test('a video, which has neither modality nor quality', () => {
    const video = { url: 'https://bucket/v.mp4', type: 'Video', modality: null, diqaScore: null };
    const read = readAcne({ [`${result}/observations/0/media`]: video });
    expect(read.report.result.observations[0]?.media).toEqual(video);
    expect(oddities(read)).toEqual([]);
  });

  test('annotations, in pixels, even with a part of the box missing', () => {
    const box = { id: 'a', type: 'wheal', confidence: 0.5, rect: { topLeft: { x: 1, y: 2 }, width: 3 } };
    const read = readAcne({ '/data/macroscopicMedia/annotations': [box] });
    expect(read.report.macroscopicMedia?.annotations).toEqual([
      { ...box, rect: { ...box.rect, height: null } },
    ]);
    expect(oddities(read)).toEqual(['missing-field /data/macroscopicMedia/annotations/0/rect/height']);
  });
});

test('a schema of a type without a rule of tolerance is a mistake that shows at once', () => {
  expect(() => tolerantReader(z.object({ when: z.date() }))).toThrow(
    'No rule of tolerance for the type date.',
  );
});
