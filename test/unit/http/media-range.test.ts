import { describe, expect, test } from '@jest/globals';
import { parseAccept, parseMediaType, qualityOf } from '../../../src/http/media-range.js';

describe('a media type', () => {
  test('is read with its parameters, whatever the case and the quotes', () => {
    const range = parseMediaType(' Application/FHIR+JSON ; fhirVersion="4.0"; charset=UTF-8');
    expect(range?.type).toBe('application/fhir+json');
    expect([...(range?.parameters ?? [])]).toEqual([
      ['fhirversion', '4.0'],
      ['charset', 'UTF-8'],
    ]);
  });

  test.each(['', 'json', '/json', 'text/', 'a/b c', 'a/b/c'])('is not %j', (text) => {
    expect(parseMediaType(text)).toBeNull();
  });
});

describe('the quality of a type', () => {
  test.each([
    ['*/*', 1],
    ['application/*;q=0.3', 0.3],
    ['application/json', 0],
    ['text/html, */*;q=0.1', 0.1],
    ['*/*, application/fhir+json;q=0', 0],
    ['application/*;q=0.2, application/fhir+json;q=0.9, */*', 0.9],
    ['application/fhir+json;q=2', 0],
    ['application/fhir+json;q=x', 0],
    ['nonsense', 0],
  ])('is in %s that of the most specific range: %d', (header, quality) => {
    expect(qualityOf(['application/fhir+json'], parseAccept(header))).toBe(quality);
  });
});
