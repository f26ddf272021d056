import { describe, expect, test } from '@jest/globals';
import { collection, resourceOf } from './acne-bundle.js';
import { put, refusedPlaces, testRefusals } from './refusals.js';

describe('JSON types', () => {
  testRefusals(
    () => collection(),
    [
      [
        'a number where text belongs',
        [put('/entry/14/resource/item/0/linkId', 1)],
        'Bundle.entry[14].resource.item[0].linkId',
      ],
      [
        'text where a number belongs',
        [put('/entry/3/resource/valueQuantity/value', '99.65')],
        'Bundle.entry[3].resource.valueQuantity.value',
      ],
      [
        'true in quotes',
        [put('/entry/2/resource/meta/security/0/userSelected', 'true')],
        'Bundle.entry[2].resource.meta.security[0].userSelected',
      ],
      [
        'an object where text belongs',
        [put('/entry/0/resource/manufacturer', { name: 'x' })],
        'Bundle.entry[0].resource.manufacturer',
      ],
      [
        'a fraction where a whole number belongs',
        [put('/entry/1/resource/width', 2.5)],
        'Bundle.entry[1].resource.width',
      ],
      [
        'zero where a positive number belongs',
        [put('/entry/1/resource/width', 0)],
        'Bundle.entry[1].resource.width',
      ],
      [
        'a negative size',
        [put('/entry/1/resource/content/size', -1)],
        'Bundle.entry[1].resource.content.size',
      ],
      [
        'a number of more than 32 bits',
        [put('/entry/1/resource/frames', 2 ** 31)],
        'Bundle.entry[1].resource.frames',
      ],
    ],
  );

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 1n, Symbol('x'), () => 1])(
    'refuses %p, which JSON cannot hold',
    (value) => {
      const document = { ...resourceOf('Observation'), valueQuantity: { value, unit: 'x' } };
      expect(refusedPlaces(document)).toEqual(['Observation.valueQuantity.value']);
    },
  );
});

describe('dates and times', () => {
  const at = (value: unknown) => [put('/effectiveDateTime', value)];
  testRefusals(
    () => resourceOf('Observation'),
    [
      ['a month that does not exist', at('2023-13-01'), 'Observation.effectiveDateTime'],
      ['a day that does not exist', at('2023-02-30'), 'Observation.effectiveDateTime'],
      ['29 February of another year', at('2023-02-29T10:00:00Z'), 'Observation.effectiveDateTime'],
      ['an hour that does not exist', at('2023-02-01T24:00:00Z'), 'Observation.effectiveDateTime'],
      ['a time without zone', at('2023-02-01T10:00:00'), 'Observation.effectiveDateTime'],
      ['a time without seconds', at('2023-02-01T10:00Z'), 'Observation.effectiveDateTime'],
      ['a zone without colon', at('2023-02-01T10:00:00+0200'), 'Observation.effectiveDateTime'],
      ['a zone beyond 14 hours', at('2023-02-01T10:00:00+15:00'), 'Observation.effectiveDateTime'],
      ['a date with slashes', at('2023/02/01'), 'Observation.effectiveDateTime'],
      ['a year of two digits', at('23'), 'Observation.effectiveDateTime'],
      ['the year 0', at('0000'), 'Observation.effectiveDateTime'],
      ['an instant without zone', [put('/issued', '2026-02-13T14:58:27.466367')], 'Observation.issued'],
      ['an instant without time', [put('/issued', '2026-02-13')], 'Observation.issued'],
      [
        'an instant with a day that does not exist',
        [put('/issued', '2026-02-30T10:00:00Z')],
        'Observation.issued',
      ],
    ],
  );

  test.each(['2023', '2023-02', '2024-02-29', '2023-08-03T12:38:10+02:00', '2023-08-03T12:38:60.123456Z'])(
    'accepts %s',
    (effectiveDateTime) => {
      expect(refusedPlaces({ ...resourceOf('Observation'), effectiveDateTime })).toEqual([]);
    },
  );

  test('checks dates and times of day by their own forms', () => {
    const patient = { resourceType: 'Patient', birthDate: '2020-02-30' };
    expect(refusedPlaces(patient)).toEqual(['Patient.birthDate']);
    expect(refusedPlaces({ ...patient, birthDate: '2020-02-20T10:00:00Z' })).toEqual(['Patient.birthDate']);
    const observation = { ...resourceOf('Observation'), valueQuantity: undefined };
    expect(refusedPlaces({ ...observation, valueTime: '25:00:00' })).toEqual(['Observation.valueTime']);
    expect(refusedPlaces({ ...observation, valueTime: '23:59:59' })).toEqual([]);
  });
});

describe('texts of a form', () => {
  testRefusals(
    () => collection(),
    [
      ['an id with = and /', [put('/id', 'MTIz/NDU2==')], 'Bundle.id'],
      ['an id of 65 characters', [put('/id', 'a'.repeat(65))], 'Bundle.id'],
      ['an id with an underscore', [put('/id', 'a_b')], 'Bundle.id'],
      [
        'a status outside of its code list',
        [put('/entry/3/resource/status', 'prelim')],
        'Bundle.entry[3].resource.status',
      ],
      [
        'a status of Media outside of its code list, which the JSON schema does not know',
        [put('/entry/1/resource/status', 'final')],
        'Bundle.entry[1].resource.status',
      ],
      ['a code list in other letter case', [put('/type', 'Collection')], 'Bundle.type'],
      [
        'a role of an entity outside of its code list',
        [put('/entry/16/resource/entity/0/role', 'input')],
        'Bundle.entry[16].resource.entity[0].role',
      ],
      [
        'a type of device name outside of its code list',
        [put('/entry/0/resource/deviceName/0/type', 'nickname')],
        'Bundle.entry[0].resource.deviceName[0].type',
      ],
      [
        'a code with two blanks',
        [put('/entry/3/resource/code/coding/1/code', 'condition  probability')],
        'Bundle.entry[3].resource.code.coding[1].code',
      ],
      [
        'a code with a blank at its end',
        [put('/entry/3/resource/code/coding/1/code', 'condition-probability ')],
        'Bundle.entry[3].resource.code.coding[1].code',
      ],
      [
        'a language that is a word',
        [put('/entry/0/resource/language', 'en_US')],
        'Bundle.entry[0].resource.language',
      ],
      [
        'a content type that is a file extension',
        [put('/entry/1/resource/content/contentType', 'jpeg')],
        'Bundle.entry[1].resource.content.contentType',
      ],
      [
        'data that is not base64',
        [put('/entry/1/resource/content/data', 'Zm9v!')],
        'Bundle.entry[1].resource.content.data',
      ],
      [
        'base64 that is cut off',
        [put('/entry/1/resource/content/data', 'Zm9vYg')],
        'Bundle.entry[1].resource.content.data',
      ],
      [
        'a URI with a blank',
        [put('/entry/3/resource/identifier/0/system', 'https://a.example/a b')],
        'Bundle.entry[3].resource.identifier[0].system',
      ],
      [
        'a UUID that is none',
        [put('/entry/3/resource/identifier/0/system', 'urn:uuid:1')],
        'Bundle.entry[3].resource.identifier[0].system',
      ],
      [
        'an OID that is none',
        [put('/entry/3/resource/identifier/0/system', 'urn:oid:x.1')],
        'Bundle.entry[3].resource.identifier[0].system',
      ],
      [
        'control characters',
        [put('/entry/0/resource/manufacturer', 'AI\u0000Labs')],
        'Bundle.entry[0].resource.manufacturer',
      ],
      [
        'half of a character',
        [put('/entry/0/resource/manufacturer', 'AI \ud83d Labs')],
        'Bundle.entry[0].resource.manufacturer',
      ],
      [
        'a text of more than 1 MB',
        [put('/entry/15/resource/conclusion', 'a'.repeat(1024 * 1024 + 1))],
        'Bundle.entry[15].resource.conclusion',
      ],
    ],
  );

  test('accepts characters beyond the Basic Multilingual Plane, line breaks and tabs', () => {
    expect(refusedPlaces({ resourceType: 'Device', manufacturer: 'AI 😀\r\n\tLabs' })).toEqual([]);
  });

  test('accepts base64 in lines', () => {
    expect(refusedPlaces({ resourceType: 'Binary', contentType: 'text/plain', data: 'Zm9v\nYmFy' })).toEqual(
      [],
    );
  });

  test.each(['text/plain; charset=UTF-8', 'image/svg+xml', 'application/fhir+json;fhirVersion=4.0'])(
    'accepts the content type %s',
    (contentType) => {
      expect(refusedPlaces({ resourceType: 'Binary', contentType })).toEqual([]);
    },
  );
});
