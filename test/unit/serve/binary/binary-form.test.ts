import { describe, expect, test } from '@jest/globals';
import { binaryFormOf } from '../../../../src/serve/binary/binary-form.js';

/** What an image/png is answered with. */
function formOfPng(accept: string | undefined, query = ''): string | null {
  return binaryFormOf({ url: `/fhir/Binary/1${query}`, headers: accept === undefined ? {} : { accept } })(
    'image/png',
  );
}

describe('a photograph is answered as it is', () => {
  test.each([
    ['when nothing is asked for', undefined],
    ['when nothing is said', ' '],
    ['by its type', 'image/png'],
    ['by its group', 'image/*'],
    ['for anything', '*/*'],
    ['to a picture in a page', 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8'],
    ['to a page', 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8'],
    ['to a library for JSON', 'application/json, text/plain, */*'],
    ['when it is preferred to FHIR', 'application/fhir+json;q=0.5, image/png'],
    ['when it is named as FHIR is', 'application/fhir+json, image/png'],
    ['when FHIR of another version is wanted first', 'application/fhir+json; fhirVersion=5.0, */*;q=0.1'],
  ])('%s', (_when, accept) => {
    expect(formOfPng(accept)).toBe('native');
  });
});

describe('a photograph is answered as resource', () => {
  test.each([
    ['for FHIR JSON', 'application/fhir+json'],
    ['for FHIR XML', 'application/fhir+xml'],
    ['for FHIR or anything', 'application/fhir+json, */*'],
    ['for FHIR rather than anything', 'application/fhir+xml, */*;q=0.8'],
    ['for FHIR rather than a picture', 'application/fhir+json, image/png;q=0.9'],
    ['for R4', 'application/fhir+json; fhirVersion=4.0'],
    ['for plain JSON, when nothing else is taken', 'application/json'],
    ['for anything but the file', 'image/png;q=0, */*'],
    ['for anything of its group', 'application/*'],
    ['for plain XML, when the file is not taken', 'text/html, application/xml;q=0.5'],
  ])('%s', (_when, accept) => {
    expect(formOfPng(accept)).toBe('fhir');
  });

  test.each(['json', 'xml', 'application/fhir%2Bjson', 'application/fhir+json'])(
    'when _format is %s, whatever Accept says',
    (format) => {
      expect(formOfPng('image/png', `?_format=${format}`)).toBe('fhir');
    },
  );
});

describe('a photograph is not answered', () => {
  test.each([
    ['when only pages are taken', 'text/html'],
    ['when only other pictures are taken', 'image/jpeg, image/webp'],
    ['when it is refused', 'image/png;q=0'],
    ['when only another version of FHIR is taken', 'application/fhir+json; fhirVersion=3.0'],
    ['when neither it nor this version of FHIR is taken', 'application/*; fhirVersion=3.0'],
    ['when nothing is a media type', 'nonsense'],
  ])('%s', (_when, accept) => {
    expect(formOfPng(accept)).toBeNull();
  });
});

test('_format may name a picture, too', () => {
  expect(formOfPng('application/fhir+json', '?_format=image/png')).toBe('native');
  expect(formOfPng('application/fhir+json', '?_format=image/jpeg')).toBeNull();
});
