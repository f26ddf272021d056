import { describe, expect, test } from '@jest/globals';
import { BadReferenceParameter, parseReferenceParameter } from '../../../src/fhir/reference-parameter.js';

describe('parseReferenceParameter', () => {
  test('reads system|value as a logical reference', () => {
    expect(parseReferenceParameter('urn:oid:1.2.3|MRN 7', 'Patient')).toEqual({
      type: 'Patient',
      identifier: { system: 'urn:oid:1.2.3', value: 'MRN 7' },
    });
  });

  test('keeps a bar inside the value', () => {
    expect(parseReferenceParameter('urn:x|a|b', 'Patient').identifier).toEqual({
      system: 'urn:x',
      value: 'a|b',
    });
  });

  test('reads |value as an identifier without system', () => {
    expect(parseReferenceParameter('|7', 'Encounter')).toEqual({
      type: 'Encounter',
      identifier: { value: '7' },
    });
  });

  test.each(['Patient/123', 'https://ehr.example/fhir/Patient/123'])(
    'reads %s as a literal reference',
    (text) => {
      expect(parseReferenceParameter(text, 'Patient')).toEqual({ reference: text, type: 'Patient' });
    },
  );

  test.each([
    '',
    'MRN7',
    'urn:x|',
    'not a uri|7',
    'Encounter/1',
    'Patient/',
    'Patient/a/b',
    'https://ehr.example/fhir/Encounter/1',
    'https://ehr.example/fhir/Patient/1?token=x',
    'javascript:alert(1)',
    'Patient/..',
    'http://h.example/mrn|\u0000',
    'http://h.example/mrn|a\u0007b',
    'http://user:pw@h.example/fhir/Patient/1',
    'https://legit.health/x|1',
    'http://h.example/mrn|https://legit.health/x?apiKey=1',
    'http://h.example/e?token=abc|7',
  ])('refuses %j as a Patient', (text) => {
    expect(() => parseReferenceParameter(text, 'Patient')).toThrow(BadReferenceParameter);
  });
});
