import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { CodeSystem } from 'fhir/r4.js';
import { currentBodySites, currentScoreCodes } from '../../../src/raw/current-codes.js';
import { readReport } from '../../../src/raw/read-report.js';
import { rawJson } from '../../helpers/fixture.js';
import { patched } from '../../helpers/patch.js';
import { oddities, readAcne } from './reading.js';

const score = '/data/result/scoringSystems/0';

describe('the v2 report', () => {
  const { report, pointerOf, issues } = readReport(rawJson('v2'));

  test('is read with its patient, its anamnesis and its extra text', () => {
    expect(report.patientIdentifier).toBe('PATIENT-V2');
    expect(report.extraData).toBe('ward 4');
    expect(report.anamnesisGeneral).toEqual([
      { question: 'What is the reason for the consultation?', answer: 'Spots on the chin.' },
      { question: 'Do you have any allergies?', answer: 'No' },
    ]);
  });

  test('has its body site in camel case, and no ICD-11 code', () => {
    expect(report.bodySite).toEqual({ code: 'headFront', name: 'Face and neck' });
    expect(report.pathology).toEqual({ name: 'Acne', code: 'Acne', icd11: null });
  });

  test('has the two findings that live on under new names, and four that do not, under their own', () => {
    expect(report.result.preliminaryFindings).toEqual({
      hasCondition: 97,
      malignancy: 1.5,
      isPreMalignantSuspicion: 0.5,
      adjustedIsPreMalignantSuspicion: null,
      needsBiopsySuspicion: 2,
      needsSpecialistsAttention: 40,
    });
  });

  test('has no entropy, which is not the same as a null one', () => {
    expect(report.result.metrics).toEqual({ sensitivity: 83.3, specificity: 99.5 });
  });

  test('has its medium with the overlay that belongs to it', () => {
    expect(report.result.observations).toEqual([
      {
        media: {
          url: 'https://bucket/diagnostic-report-medias/chin.jpg',
          type: 'Image',
          modality: 'Clinical',
          diqaScore: 86,
        },
        explainabilityMedia: {
          url: 'https://bucket/diagnostic-report-medias/explainability/chin-overlay.png',
          annotations: [],
        },
      },
    ]);
  });

  test('has nothing odd but its age', () => {
    expect(issues.map(({ severity, kind }) => [severity, kind])).toEqual([['information', 'older-shape']]);
  });

  test.each([
    ['/anamnesisGeneral/0/answer', '/anamnesisQuestions/0/answer'],
    ['/result/preliminaryFindings/hasCondition', '/result/preliminaryFindings/hasConditionSuspicion'],
    ['/result/preliminaryFindings/malignancy', '/result/preliminaryFindings/isMalignantSuspicion'],
    ['/result/observations/0/media/url', '/result/observations/0/originalMedia/url'],
    ['/result/observations/0/explainabilityMedia/url', '/result/observations/0/explainabilityMedia/url'],
    ['/result/scoringSystems', '/result/questionnaires'],
    ['/bodySite/code', '/bodySite/code'],
    ['', ''],
  ])('%s came from %s', (normalised, received) => {
    expect(pointerOf(normalised)).toBe(received);
  });
});

describe('an older v3 report', () => {
  const { report, pointerOf } = readReport(rawJson('older-v3'));

  test('has its score in the structure of today, without bands and with no word about a reduction', () => {
    expect(report.result.scoringSystems[0]).toEqual({
      scoringSystem: { name: 'Acne lesion estimation grading index', code: 'alegi' },
      score: { value: 3.2, severity: { value: 2, interpretations: [] } },
      facets: [
        {
          facet: { name: 'Acne lesion density', description: null },
          value: { display: 'Mild (1)', raw: 1 },
        },
        {
          facet: { name: 'Number of lesions', description: null },
          value: { display: 'Moderate (11-20)', raw: 14 },
        },
      ],
      explainabilityMedia: null,
    });
  });

  test('leads back from value and severity to where they were', () => {
    expect(pointerOf('/result/scoringSystems/0/score/value')).toBe('/result/scoringSystems/0/score');
    expect(pointerOf('/result/scoringSystems/0/score/severity/value')).toBe(
      '/result/scoringSystems/0/scoreCategorySeverity',
    );
    expect(pointerOf('/result/scoringSystems/0/facets/1/value/raw')).toBe(
      '/result/scoringSystems/0/facets/1/value/raw',
    );
  });
});

describe('scores', () => {
  test('under the older name questionnaires are read the same', () => {
    const current = readReport(
      patched(rawJson('questionnaires'), {
        '/result/scoringSystems': (rawJson('questionnaires') as { result: { questionnaires: unknown } })
          .result.questionnaires,
        '/result/questionnaires': undefined,
      }),
    );
    const older = readReport(rawJson('questionnaires'));
    expect(older.report).toEqual(current.report);
    expect(older.report.result.scoringSystems).toHaveLength(1);
    expect(older.pointerOf('/result/scoringSystems/0/score/value')).toBe(
      '/result/questionnaires/0/score/value',
    );
  });

  test('keyed by code are a list in the order of the keys, with the key as the code', () => {
    const { report, pointerOf } = readAcne({
      '/data/result/scoringSystems': {
        APASI_LOCAL: { scoringSystem: { name: 'Psoriasis index' }, score: 6.4, scoreCategorySeverity: 2 },
        '7PC': { score: { value: 3 } },
        x: { scoringSystem: { code: 'dlqi' }, score: 1 },
      },
    });
    expect(report.result.scoringSystems.map(({ scoringSystem }) => scoringSystem)).toEqual([
      { name: 'Psoriasis index', code: 'apasiLocal' },
      { name: null, code: 'sevenPc' },
      { name: null, code: 'dlqi' },
    ]);
    expect(report.result.scoringSystems.map(({ score: { value } }) => value)).toEqual([6.4, 3, 1]);
    expect(pointerOf('/result/scoringSystems/0/score/severity/value')).toBe(
      '/data/result/scoringSystems/APASI_LOCAL/scoreCategorySeverity',
    );
    expect(pointerOf('/result/scoringSystems/1/scoringSystem/code')).toBe('/data/result/scoringSystems/7PC');
    expect(pointerOf('/result/scoringSystems/2/scoringSystem/code')).toBe(
      '/data/result/scoringSystems/x/scoringSystem/code',
    );
  });

  test('keyed by something unfit to be shown are pointed at as a whole', () => {
    const { pointerOf } = readAcne({ '/data/result/scoringSystems': { 'a?token=b': { score: 1 } } });
    expect(pointerOf('/result/scoringSystems/0/score/value')).toBe('/data/result/scoringSystems');
  });

  test('may be missing or null, which is no score', () => {
    expect(readAcne({ '/data/result/scoringSystems': null }).report.result.scoringSystems).toEqual([]);
    expect(readAcne({ '/data/result/scoringSystems': undefined }).report.result.scoringSystems).toEqual([]);
  });

  test('with a severity in both shapes keep the current one, and the older one is said to be left', () => {
    const read = readAcne({ [`${score}/scoreCategorySeverity`]: 3 });
    expect(read.report.result.scoringSystems[0]?.score.severity.value).toBe(1);
    expect(oddities(read)).toEqual([`unknown-key ${score}/scoreCategorySeverity`]);
  });

  test('with a structured value and a flat severity have both', () => {
    const { report, pointerOf } = readAcne({
      [`${score}/score`]: { value: 8 },
      [`${score}/scoreCategorySeverity`]: 3,
    });
    expect(report.result.scoringSystems[0]?.score).toEqual({
      value: 8,
      severity: { value: 3, interpretations: [] },
    });
    expect(pointerOf('/result/scoringSystems/0/score/value')).toBe(`${score}/score/value`);
    expect(pointerOf('/result/scoringSystems/0/score/severity/value')).toBe(`${score}/scoreCategorySeverity`);
  });
});

describe('a report that mixes shapes', () => {
  test('takes the current name where both have something, and says what it leaves', () => {
    const read = readAcne({
      '/data/anamnesisQuestions': [{ question: 'older', answer: 'older' }],
      '/data/result/preliminaryFindings/isMalignantSuspicion': 55,
    });
    expect(read.report.anamnesisGeneral).toHaveLength(5);
    expect(read.report.result.preliminaryFindings.malignancy).toBe(0.02);
    expect(oddities(read)).toEqual([
      'unknown-key /data/anamnesisQuestions',
      'unknown-key /data/result/preliminaryFindings/isMalignantSuspicion',
    ]);
  });

  test('takes the older name where the current one is empty', () => {
    const read = readAcne({
      '/data/anamnesisGeneral': [],
      '/data/anamnesisQuestions': [{ question: 'older', answer: 'older' }],
      '/data/result/preliminaryFindings/malignancy': null,
      '/data/result/preliminaryFindings/isMalignantSuspicion': 55,
    });
    expect(read.report.anamnesisGeneral).toEqual([{ question: 'older', answer: 'older' }]);
    expect(read.report.result.preliminaryFindings.malignancy).toBe(55);
    expect(oddities(read)).toEqual(['older-shape /data']);
  });
});

describe('older codes', () => {
  test.each([
    ['CodeSystem-vendor-body-sites', currentBodySites],
    ['CodeSystem-scoring-system', currentScoreCodes],
  ])('are known from the codes of %s', (file, codes) => {
    const { concept = [] } = JSON.parse(
      readFileSync(new URL(`../../../mappings/${file}.json`, import.meta.url), 'utf8'),
    ) as CodeSystem;
    expect([...codes].sort()).toEqual(concept.map(({ code }) => code).sort());
  });

  test.each([
    ['HEAD_FRONT', 'headFront'],
    ['UPPER_ARM_LEFT', 'upperArmLeft'],
    ['LOWER_LEG_RIGHT', 'lowerLegRight'],
    ['NAILS', 'nails'],
    ['SOMEWHERE_NEW', 'SOMEWHERE_NEW'],
    ['TRUNKBACK', 'TRUNKBACK'],
    ['ALEGI', 'ALEGI'],
    ['headFront', 'headFront'],
    ['Head_Front', 'Head_Front'],
    ['head-front', 'head-front'],
  ])('body site %s is %s', (received, code) => {
    expect(readAcne({ '/data/bodySite/code': received }).report.bodySite?.code).toBe(code);
  });

  test.each([
    ['ALEGI', 'alegi'],
    ['APASI_LOCAL', 'apasiLocal'],
    ['PASI_LOCAL', 'pasiLocal'],
    ['ASCORAD_LOCAL', 'ascoradLocal'],
    ['SCORAD_LOCAL', 'scoradLocal'],
    ['AUAS_LOCAL', 'auasLocal'],
    ['UAS_LOCAL', 'uasLocal'],
    ['AIHS4_LOCAL', 'aihs4Local'],
    ['IHS4_LOCAL', 'ihs4Local'],
    ['DLQI', 'dlqi'],
    ['PURE4', 'pure4'],
    ['UCT', 'uct'],
    ['7PC', 'sevenPc'],
    ['7Pc', 'sevenPc'],
    ['SCOVID', 'scovid'],
    ['APULSI', 'apulsiLocal'],
    ['AUAS7', 'auas7'],
    ['aladinLocal', 'aladinLocal'],
    ['alegi', 'alegi'],
    ['Tenant score', 'Tenant score'],
    ['TENANT_SCORE', 'TENANT_SCORE'],
    ['NAILS', 'NAILS'],
  ])('score %s is %s', (received, code) => {
    const { report } = readAcne({ [`${score}/scoringSystem/code`]: received });
    expect(report.result.scoringSystems[0]?.scoringSystem.code).toBe(code);
  });
});

test('reading changes nothing in the document it is given', () => {
  for (const name of ['v2', 'older-v3', 'scores-by-code', 'acne-full']) {
    const document = rawJson(name);
    readReport(document);
    expect(document).toEqual(rawJson(name));
  }
});

test('scores under both names are read together, each code once', () => {
  const score = (code: string, value: number): object => ({
    scoringSystem: { name: null, code },
    score: { value },
  });
  const read = readReport({
    id: 'r',
    result: { scoringSystems: [score('alegi', 1)], questionnaires: [score('ALEGI', 2), score('DLQI', 19)] },
  });
  expect(read.report.result.scoringSystems.map(({ score: { value } }) => value)).toEqual([1, 19]);
  expect(read.pointerOf('/result/scoringSystems/1/score/value')).toBe('/result/questionnaires/1/score/value');
  expect(read.issues.map(({ kind, rawPointer }) => `${kind} ${rawPointer}`)).toContain(
    'unknown-key /result/questionnaires',
  );
});
