import { describe, expect, test } from '@jest/globals';
import { createExplainer, explain, lastOf } from '../../../src/explain/explain.js';
import { TooMuchToExplain } from '../../../src/explain/too-much-to-explain.js';
import { ReportRejected } from '../../../src/raw/read-report.js';
import { testContext } from '../../helpers/context.js';
import { rawJson } from '../../helpers/fixture.js';
import { patched } from '../../helpers/patch.js';
import { explained } from './explaining.js';

const acne = explained(rawJson('acne-full'));
const score = '/data/result/scoringSystems/0';

describe('an element of the acne report was made from', () => {
  test.each([
    ['Observation[0].valueQuantity.value', ['/data/result/conclusions/0/probability']],
    ['Observation[0].valueQuantity.unit', ['/data/result/conclusions/0/probability']],
    [
      'Observation[1].component[0].valueCodeableConcept.coding[0].code',
      ['/data/result/conclusions/1/pathology/icd11'],
    ],
    [
      'Observation[1].component[0].valueCodeableConcept.coding[1].code',
      ['/data/result/conclusions/1/pathology/code'],
    ],
    ['Observation[0].effectiveDateTime', ['/data/createdAt']],
    ['Observation[0].bodySite.coding[0].code', ['/data/bodySite/code']],
    ['Observation[0].bodySite.coding[1].display', ['/data/bodySite/name', '/data/bodySite/code']],
    ['Observation[0].bodySite.text', ['/data/bodySite/name']],
    [
      'Observation[4].dataAbsentReason.coding[0].code',
      ['/data/result/preliminaryFindings/adjustedMalignancy'],
    ],
    ['Observation[5].valueQuantity.value', ['/data/result/preliminaryFindings/pigmentedLesion']],
    ['Observation[8].referenceRange[2].low.value', [`${score}/score/severity/interpretations/2/min`]],
    ['Observation[8].interpretation[0].coding[0].code', [`${score}/score/severity/value`]],
    ['Observation[8].component[1].valueQuantity.value', [`${score}/facets/1/value/raw`]],
    ['Observation[8].component[1].code.text', [`${score}/facets/1/facet/name`]],
    ['Observation[8].component[2].dataAbsentReason', [`${score}/reduction`]],
    [
      'Observation[8].extension[0].valueReference.reference',
      [`${score}/scoringSystem/code`, `${score}/explainabilityMedia/url`],
    ],
    ['Observation[9].valueQuantity.value', ['/data/result/observations/0/media/diqaScore']],
    ['Observation[10].component[2].dataAbsentReason', ['/data/result/metrics/entropy']],
    ['DiagnosticReport[0].issued', ['/data/createdAt']],
    ['DiagnosticReport[0].identifier[2].value', ['/data/result/id']],
    ['DiagnosticReport[0].presentedForm[0].url', ['/data/pdf']],
    ['DiagnosticReport[0].encounter.identifier.value', ['/data/visitIdentifier']],
    ['QuestionnaireResponse[0].item[3].answer[0].valueString', ['/data/anamnesisGeneral/3/answer']],
    [
      'Media[0].type.coding[0].code',
      ['/data/macroscopicMedia/type', '/data/result/observations/0/media/type'],
    ],
    ['Media[0].modality.text', ['/data/result/observations/0/media/modality']],
    ['DiagnosticReport[0].identifier[1].value', ['/data/id']],
    ['DiagnosticReport[0].id', ['/data/id']],
    ['Observation[0].id', ['/data/id', '/data/result/conclusions/0/pathology/code']],
    ['DiagnosticReport[0].result[0].reference', ['/data/result/conclusions/0/pathology/code']],
    ['DiagnosticReport[0].status', []],
    ['Device[0].manufacturer', []],
  ])('%s: %j', (path, sources) => {
    expect(acne.sourcesOf(path)).toEqual(sources);
  });
});

describe('a value of the acne report', () => {
  test.each([
    ['/data/url', 'link-suppressed'],
    ['/success', 'transport'],
    ['/errorCode', 'transport'],
    ['/data/macroscopicMedia/annotations', 'no-value'],
    [`${score}/facets/0/facet/description`, 'no-value'],
  ])('%s is nowhere: %s', (pointer, kind) => {
    expect(acne.field(pointer)).toMatchObject({ targets: [], reason: { kind } });
  });

  test('that says nothing tells where something would go', () => {
    const { potential } = acne.field(`${score}/facets/0/facet/description`);
    expect(potential.map(({ path }) => path)).toEqual(['Observation.note[1]']);
  });

  test('that is a signed link is kept back, although an id is made of its path', () => {
    const pointer = '/data/result/observations/0/media/url';
    expect(acne.field(pointer).reason?.kind).toBe('link-suppressed');
    expect(acne.targetsOf(pointer)).toEqual(
      expect.arrayContaining([
        'Media[0].id',
        'Media[0].content.url',
        'Observation[0].derivedFrom[0].reference',
      ]),
    );
  });

  test('that follows from another one tells where it is said', () => {
    const pointer = `${score}/score/severity/interpretations/2/coding/0/display`;
    expect(acne.field(pointer).reason?.kind).toBe('implied');
    const display = 'Observation[8].referenceRange[2].type.coding[0].display';
    expect(acne.targetsOf(pointer)).toEqual([display]);
    // It is no source, for another word there changes nothing here.
    expect(acne.sourcesOf(display)).not.toContain(pointer);
    expect(acne.sourcesOf(display)).toContain(pointer.replace('display', 'code'));
  });

  test('that is the id changes every id but the one of the Device, and no reference', () => {
    const targets = acne.targetsOf('/data/id');
    const ids = targets.filter((path) => path.endsWith('].id'));
    expect(ids).toHaveLength(acne.resources.length - 1);
    expect(targets.filter((path) => path.endsWith('.reference'))).toEqual([]);
  });

  test('is listed once, in the order of the report', () => {
    const pointers = acne.fields.map(({ pointer }) => pointer);
    expect(new Set(pointers).size).toBe(pointers.length);
    expect(pointers.slice(0, 5)).toEqual(['/success', '/message', '/errorCode', '/data/id', '/data/url']);
  });
});

describe('in another report', () => {
  test('a null pathology would be the coded conclusion', () => {
    const asked = explained(patched(rawJson('acne-full'), { '/data/pathology': null }));
    const { potential, targets, reason } = asked.field('/data/pathology');
    expect(potential.map(({ path }) => path)).toContain('DiagnosticReport.conclusionCode');
    // The conclusion says in words that there is none.
    expect(targets.map(({ path }) => path)).toContain('DiagnosticReport.conclusion');
    expect(reason).toBeNull();
  });

  test('twins keep their own values apart', () => {
    const twin = { probability: 5, pathology: { name: 'Acne', code: 'Acne', icd11: null } };
    const asked = explained(
      patched(rawJson('acne-full'), { '/data/result/conclusions': [twin, { ...twin, probability: 6 }] }),
    );
    expect(asked.sourcesOf('Observation[0].valueQuantity.value')).toEqual([
      '/data/result/conclusions/0/probability',
    ]);
    expect(asked.sourcesOf('Observation[1].valueQuantity.value')).toEqual([
      '/data/result/conclusions/1/probability',
    ]);
  });

  test('of an older shape pointers lead into what was received', () => {
    const asked = explained(rawJson('v2'));
    expect(asked.sourcesOf('QuestionnaireResponse[0].item[0].text')).toEqual([
      '/anamnesisQuestions/0/question',
    ]);
    const overlay = asked.fields.find(({ pointer }) => pointer.endsWith('/explainabilityMedia/url'));
    expect(overlay?.targets.length).toBeGreaterThan(0);
  });

  test('a score that is keyed by its code comes from the key', () => {
    const asked = explained(rawJson('scores-by-code'));
    const code = asked.elements.find(
      ({ path, sources }) => path === 'Observation.code.coding[0].code' && sources.length > 0,
    );
    expect(code?.sources[0]).toMatch(/scoringSystems\/[^/]+$/);
  });

  test('what translation has an issue about has its reason', () => {
    const asked = explained(rawJson('unknown-keys'));
    expect(asked.fields.map(({ reason }) => reason?.kind)).toContain('unknown-key');
    expect(explained(rawJson('v2')).field('/patientIdentifier').reason?.kind).toBe('identifier-not-carried');
  });

  test('what a link was taken out of is carried, with the reason for what is missing', () => {
    const link = 'https://back.vendor.example/r?token=SECRET';
    const asked = explained(
      patched(rawJson('acne-full'), {
        '/data/anamnesisGeneral/0/answer': link,
        '/data/anamnesisGeneral/1/answer': `see ${link}`,
        '/data/extraData': { u: [link], kept: 'x' },
      }),
    );
    for (const at of [0, 1]) {
      const pointer = `/data/anamnesisGeneral/${at}/answer`;
      expect(asked.field(pointer).reason?.kind).toBe('link-removed');
      expect(asked.targetsOf(pointer)).toContain(
        `QuestionnaireResponse[0].item[${at}].answer[0].valueString`,
      );
    }
    expect(asked.field('/data/extraData/u/0').reason?.kind).toBe('link-removed');
    expect(asked.field('/data/extraData/u/0').targets).not.toEqual([]);
    expect(asked.field('/data/extraData/kept').reason).toBeNull();
  });

  test('values below a name that is not fit to be shown are told of at what they are in, all together', () => {
    const score = (value: number) => ({ score: { value } });
    const asked = explained({
      id: 'r1',
      result: { scoringSystems: { 'PASI (local)': score(1), 'ALEGI x?': score(2) } },
    });
    const pointer = '/result/scoringSystems';
    expect(asked.field(pointer).reason).toBeNull();
    expect(asked.targetsOf(pointer)).toEqual(
      expect.arrayContaining(['Observation[0].valueQuantity.value', 'Observation[1].valueQuantity.value']),
    );
    for (const at of [0, 1])
      expect(asked.sourcesOf(`Observation[${at}].valueQuantity.value`)).toEqual([pointer]);
  });

  test('several ICD-11 codes in one field go to a coding each', () => {
    const asked = explained(patched(rawJson('acne-full'), { '/data/pathology/icd11': 'ED80, EA90.42' }));
    expect(asked.targetsOf('/data/pathology/icd11')).toEqual(
      expect.arrayContaining([
        'DiagnosticReport[0].conclusionCode[0].coding[0].code',
        'DiagnosticReport[0].conclusionCode[0].coding[1].code',
      ]),
    );
  });

  test('a null value of an item would be the number that it is as a rule', () => {
    const pointer = `${score}/facets/1/value/raw`;
    const { potential } = explained(patched(rawJson('acne-full'), { [pointer]: null })).field(pointer);
    expect(potential.map(({ path }) => path)).toContain('Observation.component[1].valueQuantity');
  });

  test('extra data that are left out by configuration say so, and a configured place in them is the patient', () => {
    const system = 'https://hospital.test/sid/mrn';
    const fromReport = { subject: { pointer: '/extraData/internalCaseId', system } };
    const asked = explained(rawJson('acne-full'), testContext({ extraData: 'omit', fromReport }));
    expect(asked.field('/data/extraData/department').reason?.kind).toBe('extra-data-omitted');
    expect(asked.targetsOf('/data/extraData/internalCaseId')).toContain(
      'DiagnosticReport[0].subject.identifier.value',
    );
  });
});

describe('an explanation', () => {
  test('holds no value of the report', () => {
    const text = JSON.stringify(acne.fields) + JSON.stringify(acne.elements);
    for (const secret of ['apiKey', 'companyId', 'bbb.png', 'Varicella', 'two months', 'ABC-123'])
      expect(text).not.toContain(secret);
  });

  test('of what is no report is refused, and of a report that says too much', () => {
    expect(() => explain({ data: 1 }, testContext())).toThrow(ReportRejected);
    const long = patched(rawJson('acne-full'), {
      '/data/extraData': Array.from({ length: 2000 }, (_, at) => at),
    });
    expect(() => explain(long, testContext())).toThrow(TooMuchToExplain);
  });

  test.each([
    ['many resources', { result: { conclusions: some(1900, (probability) => ({ probability })) } }],
    ['many photographs', { result: { observations: some(490, (at) => ({ media: photograph(at) })) } }],
    ['long texts', { anamnesisGeneral: some(900, (at) => ({ answer: `${'so '.repeat(800)}${at}` })) }],
    ['odd names', { extraData: Object.fromEntries(some(2001, (at) => [`?${at}`, at])) }],
  ])('of few values that make %s is refused before it begins', (_, report) => {
    expect(() => createExplainer({ context: testContext() })({ id: 'r1', ...report })).toThrow(
      TooMuchToExplain,
    );
  });

  test('is given up when values go everywhere: each mention of a file goes wherever it is mentioned', () => {
    const observations = some(300, () => ({ media: photograph(1) }));
    const steps = createExplainer({ context: testContext() })({ id: 'r1', result: { observations } });
    expect(() => lastOf(steps)).toThrow(TooMuchToExplain);
  });

  test('lets others have their turn after each translation, not after each value', () => {
    const steps = createExplainer({ context: testContext() })(rawJson('acne-full'));
    let count = 0;
    while (steps.next().done !== true) count += 1;
    expect(count).toBeGreaterThan(1.5 * acne.fields.length);
  });
});

function some<T>(length: number, make: (at: number) => T): T[] {
  return Array.from({ length }, (_, at) => make(at));
}

function photograph(at: number): object {
  return { url: `https://b/${at}.png`, type: 'Image', modality: 'Clinical', diqaScore: at };
}
