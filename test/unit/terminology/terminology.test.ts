import { describe, expect, test } from '@jest/globals';
import { createTerminology } from '../../../src/terminology/terminology.js';

const IG = 'https://derm-fhir-gateway.github.io/ig/CodeSystem';
const terminology = createTerminology();

describe('look-ups', () => {
  test('give one frozen coding each time', () => {
    const coding = terminology.concept('malignancy');
    expect(coding).toEqual({
      system: `${IG}/dermatology-ai`,
      code: 'malignancy',
      display: 'AI-estimated probability of malignancy',
    });
    expect(terminology.concept('malignancy')).toBe(coding);
    expect(Object.isFrozen(coding)).toBe(true);
  });

  test('name the scores that are known', () => {
    expect(terminology.scoringSystem('dlqi')).toEqual({
      system: `${IG}/scoring-system`,
      code: 'dlqi',
      display: 'Dermatology Life Quality Index (DLQI)',
    });
  });

  test('keep a score that is new to them under its code, without claiming a name for it', () => {
    expect(terminology.scoringSystem('newScoreLocal')).toEqual({
      system: `${IG}/scoring-system`,
      code: 'newScoreLocal',
    });
  });

  test.each(['__proto__', 'constructor', 'toString'])('take %s for the unknown code that it is', (code) => {
    expect(terminology.scoringSystem(code)).toEqual({ system: `${IG}/scoring-system`, code });
    expect(terminology.facet(code)).toBeNull();
    expect(terminology.severity(code)).toBeNull();
    expect(terminology.bodySite(code)).toBeUndefined();
    expect(terminology.isVendorBodySite(code)).toBe(false);
  });

  test('code the items of scores that have a code, and no others', () => {
    expect(terminology.facet('acne-lesion-density')?.display).toBe('Acne lesion density');
    expect(terminology.facet('brand-new-item')).toBeNull();
  });

  test('grade 0 to 3, and nothing else', () => {
    expect(['0', '1', '2', '3'].map((code) => terminology.severity(code)?.display)).toEqual([
      'none',
      'low',
      'moderate',
      'high',
    ]);
    expect(terminology.severity('4')).toBeNull();
  });
});

describe('body sites', () => {
  test('go to SNOMED CT with their side', () => {
    expect(terminology.bodySite('kneeLeft')).toEqual({
      coding: {
        system: 'http://snomed.info/sct',
        code: '82169009',
        display: 'Structure of left knee region',
      },
      equivalence: 'equivalent',
    });
    expect(terminology.bodySite('kneeRight')?.coding.code).toBe('6757004');
  });

  test('face and neck goes to a wider place, never to the face alone', () => {
    expect(terminology.bodySite('headFront')).toMatchObject({
      coding: { code: '774007' },
      equivalence: 'wider',
    });
  });

  test('without a verified target are known all the same', () => {
    expect(terminology.bodySite('nails')).toBeUndefined();
    expect(terminology.isVendorBodySite('nails')).toBe(true);
  });

  test('are told apart by letter case, as FHIR codes are', () => {
    expect(terminology.isVendorBodySite('headfront')).toBe(false);
  });
});

describe('ICD-11', () => {
  test('is looked up in the table that is given', () => {
    const titled = createTerminology({
      tabulation: {
        has: () => true,
        title: (code, language) => `${code} ${language}`,
        titles: () => new Map(),
      },
    });
    expect(titled.icd11.code('ED80', 'es').codings[0]?.display).toBe('ED80 es');
    expect(terminology.icd11.code('ED80', 'es').codings[0]).not.toHaveProperty('display');
  });
});
