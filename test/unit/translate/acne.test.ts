import { describe, expect, test } from '@jest/globals';
import type { DiagnosticReport, Media, Observation } from 'fhir/r4.js';
import { parseReport } from '../../../src/raw/read-report.js';
import { translate, type TranslatedResource } from '../../../src/translate/translate.js';
import { testContext } from '../../helpers/context.js';
import { rawText } from '../../helpers/fixture.js';

const { resources, issues } = translate(parseReport(rawText('acne-full')), testContext());

function ofType<T extends TranslatedResource['resourceType']>(type: T) {
  return resources.filter(
    (resource): resource is Extract<TranslatedResource, { resourceType: T }> =>
      resource.resourceType === type,
  );
}

const report: DiagnosticReport = ofType('DiagnosticReport')[0]!;
const observations: readonly Observation[] = ofType('Observation');

function byCode(code: string): Observation {
  return observations.find((observation) => observation.code.coding?.some((coding) => coding.code === code))!;
}

describe("the vendor's acne example", () => {
  test('becomes 17 resources, targets first', () => {
    expect(resources.map(({ resourceType }) => resourceType)).toEqual([
      'Device',
      'Media',
      'Media',
      ...Array.from({ length: 11 }, () => 'Observation'),
      'QuestionnaireResponse',
      'DiagnosticReport',
      'Provenance',
    ]);
  });

  test('is preliminary throughout', () => {
    expect([report, ...observations].map(({ status }) => status)).toEqual(
      Array.from({ length: 12 }, () => 'preliminary'),
    );
  });

  test('labels what the AI says, and neither the photograph nor the anamnesis nor the Device', () => {
    const labelled = resources.filter(({ meta }) => meta?.security?.some(({ code }) => code === 'AIAST'));
    const overlay = ofType('Media').find(({ device }) => device !== undefined);
    expect(new Set(labelled)).toEqual(
      new Set([...ofType('Observation'), ...ofType('DiagnosticReport'), overlay]),
    );
  });

  test("keeps the vendor's offset", () => {
    expect(report.issued).toBe('2023-08-03T12:38:10+02:00');
    expect(report.effectiveDateTime).toBe('2023-08-03T12:38:10+02:00');
    expect(ofType('Provenance')[0]?.recorded).toBe('2023-08-03T12:38:10+02:00');
  });

  test('codes the conclusion in ICD-11 from the settled pathology only, vendor coding beside it', () => {
    expect(report.conclusionCode).toEqual([
      {
        coding: [
          { system: 'http://id.who.int/icd/release/11/mms', code: 'ED80' },
          {
            system: 'https://legit.health/integration/json-only/codes/conditions',
            code: 'Acne',
            display: 'Acne',
          },
        ],
        text: 'Acne',
      },
    ]);
  });

  test('files a guess of 0.06 % as a probability, never as a coded finding', () => {
    const varicella = observations.find(({ code }) => code.text === 'AI-estimated probability of Varicella');
    expect(varicella?.valueQuantity).toEqual({
      value: 0.06,
      unit: '%',
      system: 'http://unitsofmeasure.org',
      code: '%',
    });
    expect(varicella?.valueCodeableConcept).toBeUndefined();
    expect(varicella?.component?.[0]?.valueCodeableConcept?.coding?.[0]?.code).toBe('1E90');
  });

  test('lists results as candidates, findings, score, image quality, metrics', () => {
    const order = report.result?.map(({ reference }) => {
      const target = observations.find(({ id }) => `Observation/${id ?? ''}` === reference);
      return target?.code.coding?.at(-1)?.code;
    });
    expect(order).toEqual([
      'condition-probability',
      'condition-probability',
      'has-condition',
      'malignancy',
      'adjusted-malignancy',
      'pigmented-lesion',
      'urgent-referral',
      'high-priority-referral',
      'alegi',
      'image-quality',
      'metrics',
    ]);
  });

  test('tells null, absent and 0 apart', () => {
    expect(byCode('adjusted-malignancy')).toMatchObject({
      dataAbsentReason: { coding: [{ code: 'unknown' }] },
    });
    expect(byCode('adjusted-malignancy').valueQuantity).toBeUndefined();
    expect(byCode('pigmented-lesion').valueQuantity?.value).toBe(0);
    expect(
      observations.some(({ code }) => code.coding?.some((coding) => coding.code === 'needs-biopsy')),
    ).toBe(false);
  });

  test('passes on a score that contradicts its own grade, and says so', () => {
    const score = byCode('alegi');
    expect(score.valueQuantity).toEqual({
      value: 8,
      unit: 'score',
      system: 'http://unitsofmeasure.org',
      code: '{score}',
    });
    expect(score.interpretation?.[0]?.coding?.[0]?.code).toBe('1');
    expect(score.note?.[0]?.text).toContain('"Severe"');
    expect(issues.map(({ kind }) => kind)).toContain('score-contradicts-severity');
  });

  test('keeps the four bands in order, with their text', () => {
    expect(
      byCode('alegi').referenceRange?.map(({ low, high, text }) => [low?.value, high?.value, text]),
    ).toEqual([
      [0, 0, 'None'],
      [0, 2.1, 'Mild'],
      [2.1, 4.5, 'Moderate'],
      [4.5, 21.6, 'Severe'],
    ]);
  });

  test('keeps the raw values of the facets, 0 included', () => {
    expect(byCode('alegi').component?.map(({ valueQuantity }) => valueQuantity?.value)).toEqual([
      0,
      5,
      undefined,
    ]);
  });

  test('makes one Media of a file that is overview and analysed picture at once', () => {
    const photos: Media[] = ofType('Media').filter(({ device }) => device === undefined);
    expect(photos).toHaveLength(1);
    expect(report.media?.map(({ comment }) => comment)).toEqual([
      'Analysed; also the overview picture',
      'Explainability overlay, drawn by artificial intelligence',
    ]);
  });

  test('links the overlay from the score as supporting information, never as what it is derived from', () => {
    const overlay = ofType('Media').find(({ device }) => device !== undefined)!;
    expect(byCode('alegi').extension?.[0]?.valueReference?.reference).toBe(`Media/${overlay.id}`);
    expect(JSON.stringify(observations.map(({ derivedFrom }) => derivedFrom))).not.toContain(overlay.id);
  });

  test('carries no vendor URL and none of its keys', () => {
    const text = JSON.stringify(resources);
    for (const secret of [
      'apiKey',
      'authKey',
      'companyId',
      'signedId',
      'encryptedId',
      'bucket',
      'iframe',
      'utils.legit',
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  test('has no Patient and no subject, since nobody named one', () => {
    expect(resources.filter((resource) => 'subject' in resource)).toEqual([]);
  });

  test('refers to the visit by its number', () => {
    expect(report.encounter).toEqual({
      type: 'Encounter',
      identifier: { system: 'https://hospital.test/sid/visit', value: 'visit identifier' },
    });
  });
});
