import { describe, expect, test } from '@jest/globals';
import { check } from '../../../src/fhir/check/check.js';
import { deepFreeze } from '../../../src/fhir/deep-freeze.js';

const MEDIA_TYPE = 'http://terminology.hl7.org/CodeSystem/media-type';

function mediaWith(type: unknown, language?: string) {
  return {
    resourceType: 'Media',
    status: 'completed',
    language,
    type,
    content: { url: 'https://a.example/1' },
  };
}

describe('concepts that resources share', () => {
  test('are found bad each time', () => {
    const type = deepFreeze({ coding: [{ system: MEDIA_TYPE, code: 'picture' }] });
    for (let time = 0; time < 3; time++) {
      expect(check(mediaWith(type)).map(({ expression }) => expression)).toEqual([
        'Media.type.coding[0].code',
      ]);
    }
  });

  test('are found bad in one resource although another of the same words was good', () => {
    const type = deepFreeze({ coding: [{ system: MEDIA_TYPE, code: 'image', display: 'Image' }] });
    expect(check(mediaWith(type))).toEqual([]);
    expect(check(mediaWith(type))).toEqual([]);
    expect(check(mediaWith({ coding: [{ ...type.coding[0], code: 'video' }] }))).toHaveLength(1);
  });

  test('are English, whatever the language of the first resource that has them', () => {
    const type = deepFreeze({ coding: [{ system: MEDIA_TYPE, code: 'image', display: 'Imagen' }] });
    expect(check(mediaWith(type, 'es'))).toHaveLength(1);
    expect(check(mediaWith(type, 'en'))).toHaveLength(1);
  });

  test('are English in all of their codings', () => {
    const [good, bad] = ['Image', 'Imagen'].map((display) => ({
      system: MEDIA_TYPE,
      code: 'image',
      display,
    }));
    const type = deepFreeze({ coding: [good, bad] });
    expect(check(mediaWith(type, 'es')).map(({ expression }) => expression)).toEqual([
      'Media.type.coding[1].display',
    ]);
  });

  test('are read anew when they are frozen on the outside only', () => {
    const coding = { system: MEDIA_TYPE, code: 'image' };
    const type = Object.freeze({ coding: [coding] });
    expect(check(mediaWith(type))).toEqual([]);
    coding.code = 'picture';
    expect(check(mediaWith(type))).toHaveLength(1);
  });

  test('may stand where a resource does not allow them, and are refused there', () => {
    const concept = deepFreeze({ coding: [{ system: 'https://a.example', code: 'x' }] });
    expect(check(mediaWith(concept))).toEqual([]);
    const condition = {
      resourceType: 'Condition',
      subject: { reference: 'Patient/1' },
      clinicalStatus: concept,
    };
    expect(check(condition).map(({ expression }) => expression)).toEqual(['Condition.clinicalStatus.coding']);
  });
});
