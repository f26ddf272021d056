import { describe, expect, test } from '@jest/globals';
import { resourceOf } from './acne-bundle.js';
import { put, refusedPlaces, testRefusals } from './refusals.js';

const MMS = 'http://id.who.int/icd/release/11/mms';
const MEDIA_TYPE = 'http://terminology.hl7.org/CodeSystem/media-type';

describe('code systems', () => {
  const at = (system: unknown) => [put('/conclusionCode/0/coding/0/system', system)];
  const place = 'DiagnosticReport.conclusionCode[0].coding[0].system';
  testRefusals(
    () => resourceOf('DiagnosticReport'),
    [
      ['a name in place of a URI', at('ICD-11'), place],
      ['a relative URI', at('/CodeSystem/icd'), place],
      ['the system of ICD-11 that HL7 never gave', at('http://hl7.org/fhir/sid/icd-11'), place],
      ['an older guess at the system of ICD-11', at('http://id.who.int/icd11/mms'), place],
      ['a release of ICD-11 as its system', at('http://id.who.int/icd/release/11/2025-01/mms'), place],
      ['one entity of ICD-11 as its system', at('http://id.who.int/icd/entity/1892393023'), place],
      ['ICD-11 by https', at('https://id.who.int/icd/release/11/mms'), place],
      ['a misspelt SNOMED CT', at('http://snomed.info/sctt'), place],
      ['SNOMED CT by https', at('https://snomed.info/sct'), place],
      ['a misspelt LOINC', at('http://loinc.org/'), place],
      ['a misspelt UCUM', at('http://unitsofmeasure.org/ucum'), place],
    ],
  );

  test.each([
    'urn:oid:2.16.840.1.113883.6.90',
    'http://snomed.info/sct/900000000000207008',
    'https://a.example/codes',
  ])('accepts %s', (system) => {
    const code = { coding: [{ system, code: '123456' }] };
    expect(refusedPlaces({ ...resourceOf('DiagnosticReport'), code })).toEqual([]);
  });
});

describe('codes of ICD-11', () => {
  const withCode = (code: string) => ({
    ...resourceOf('DiagnosticReport'),
    conclusionCode: [{ coding: [{ system: MMS, code }] }],
  });

  test.each([
    'ED80',
    '1E90',
    'EA90.42',
    'EA90.5Y',
    '1A00&XN8P1',
    'NC53.Y&XK8G/PA71&XE5UF',
    '1D01.0Y/1G41/1G40',
    'SA00',
  ])('accepts %s', (code) => {
    expect(refusedPlaces(withCode(code))).toEqual([]);
  });

  test.each([
    ['two codes in one', 'EA90.42, EA90.5Y'],
    ['two codes without a blank', 'ED80,1E90'],
    ['lower case', 'ed80'],
    ['the letter O', 'EO80'],
    ['an unknown chapter', 'V00'],
    ['three characters', '1A0'],
    ['an entity id', '257068234'],
    ['an extension code alone', 'XN8P1'],
    ['three characters behind the dot', 'EA90.421'],
    ['a separator at the end', 'ED80&'],
    ['a URI', 'http://id.who.int/icd/entity/257068234'],
  ])('refuses %s', (_sentence, code) => {
    expect(refusedPlaces(withCode(code))).toEqual(['DiagnosticReport.conclusionCode[0].coding[0].code']);
  });
});

describe('codes of other systems', () => {
  const withCoding = (system: string, code: string) => ({
    ...resourceOf('Media'),
    view: { coding: [{ system, code }] },
  });

  test.each([
    ['two LOINC codes in one', 'http://loinc.org', '18748-4,72170-4'],
    ['a LOINC code without its check digit', 'http://loinc.org', '18748'],
    ['two SNOMED CT codes in one', 'http://snomed.info/sct', '774007 69536005'],
    ['a SNOMED CT term', 'http://snomed.info/sct', 'Skin'],
    ['two DICOM codes in one', 'http://dicom.nema.org/resources/ontology/DCM', 'XC,DMS'],
    ['a unit that UCUM does not have', 'http://unitsofmeasure.org', 'percent'],
  ])('refuses %s', (_sentence, system, code) => {
    expect(refusedPlaces(withCoding(system, code))).toEqual(['Media.view.coding[0].code']);
  });

  test.each([
    ['http://loinc.org', 'LA6113-0'],
    ['http://snomed.info/sct', '128045006:{363698007=56459004}'],
    ['http://unitsofmeasure.org', '{score}'],
  ])('accepts a code of %s', (system, code) => {
    expect(refusedPlaces(withCoding(system, code))).toEqual([]);
  });
});

describe('small code systems whose codes are all known', () => {
  testRefusals(
    () => resourceOf('Media'),
    [
      [
        'a code that the system does not have',
        [put('/type/coding/0/code', 'picture')],
        'Media.type.coding[0].code',
      ],
      [
        'such a code beside a good one',
        [put('/type/coding/-', { system: MEDIA_TYPE, code: 'picture' })],
        'Media.type.coding[1].code',
      ],
      [
        'the display of another code',
        [put('/type/coding/0/display', 'Video')],
        'Media.type.coding[0].display',
      ],
    ],
  );

  test.each([
    ['data-absent-reason', 'dataAbsentReason', 'not-known'],
    ['observation-category', 'category', 'picture'],
    ['v3-ObservationMethod', 'method', 'ALG'],
    ['v2-0074', 'bodySite', 'DERM'],
  ])('refuses an unknown code of %s', (system, element, code) => {
    const concept = { coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code }] };
    const observation = { resourceType: 'Observation', status: 'preliminary', code: { text: 'x' } };
    const document = { ...observation, [element]: element === 'category' ? [concept] : concept };
    expect(refusedPlaces(document)).toHaveLength(1);
  });

  test('knows the label AIAST, which is younger than R4', () => {
    const label = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'AIAST' };
    expect(refusedPlaces({ resourceType: 'Device', meta: { security: [label] } })).toEqual([]);
    expect(
      refusedPlaces({ resourceType: 'Device', meta: { security: [{ ...label, code: 'AIASTX' }] } }),
    ).toEqual(['Device.meta.security[0].code']);
  });

  test('does not mind letter case and spacing of a display, nor one in another language', () => {
    const type = (display: string) => ({ coding: [{ system: MEDIA_TYPE, code: 'image', display }] });
    const media = { ...resourceOf('Media'), type: type(' IMAGE ') };
    expect(refusedPlaces(media)).toEqual([]);
    expect(refusedPlaces({ ...media, type: type('Imagen') })).toEqual(['Media.type.coding[0].display']);
    expect(refusedPlaces({ ...media, type: type('Imagen'), language: 'es' })).toEqual([]);
  });
});

describe('concepts whose value set is required', () => {
  const CLINICAL = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
  const withStatus = (clinicalStatus: unknown) => ({
    resourceType: 'Condition',
    subject: { reference: 'Patient/1' },
    clinicalStatus,
  });

  test('accept one coding of it among others', () => {
    const other = { system: 'https://a.example', code: 'x' };
    expect(refusedPlaces(withStatus({ coding: [other, { system: CLINICAL, code: 'active' }] }))).toEqual([]);
  });

  test.each([
    ['a text alone', { text: 'active' }],
    ['a code of another system', { coding: [{ system: 'https://a.example', code: 'active' }] }],
    ['a code without system', { coding: [{ code: 'active' }] }],
  ])('refuse %s', (_sentence, clinicalStatus) => {
    expect(refusedPlaces(withStatus(clinicalStatus))).toEqual(['Condition.clinicalStatus.coding']);
  });
});
