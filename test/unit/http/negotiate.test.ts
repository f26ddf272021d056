import { describe, expect, test } from '@jest/globals';
import { OutcomeError } from '../../../src/fhir/outcome.js';
import { formatOf, formatOrJson, isPretty } from '../../../src/http/negotiate.js';

function asking(accept: string | undefined, query = '') {
  return { url: `/fhir/metadata${query}`, headers: accept === undefined ? {} : { accept } };
}

describe('the form of an answer', () => {
  test.each([
    [undefined, 'json'],
    ['', 'json'],
    ['*/*', 'json'],
    ['application/*', 'json'],
    ['application/fhir+json', 'json'],
    ['application/json', 'json'],
    ['text/json', 'json'],
    ['application/json+fhir', 'json'],
    ['application/fhir+xml', 'xml'],
    ['application/xml', 'xml'],
    ['text/xml', 'xml'],
    ['application/xml+fhir', 'xml'],
    ['Application/FHIR+XML; fhirVersion="4.0"; charset=utf-8', 'xml'],
    // Both alike: JSON. This is what HAPI's clients send.
    ['application/fhir+xml;q=1.0, application/fhir+json;q=1.0, application/xml+fhir;q=0.9', 'json'],
    ['application/fhir+json;q=0.8, application/fhir+xml;q=0.9', 'xml'],
    ['application/fhir+xml;q=0.8, application/fhir+json;q=0.9', 'json'],
    // The more specific range counts, though it is the smaller one.
    ['*/*, application/fhir+json;q=0.1', 'xml'],
    ['*/*;q=0.5, application/xml;q=0.4', 'json'],
    ['application/fhir+json;q=0, */*;q=0.1', 'xml'],
    ['application/fhir+json; fhirVersion=3.0, application/fhir+xml; fhirVersion=4.0.1;q=0.1', 'xml'],
    ['text/turtle, application/xml;q=0.1', 'xml'],
  ])('for Accept: %s is %s', (accept, format) => {
    expect(formatOf(asking(accept))).toBe(format);
  });

  test.each([
    ['json', 'json'],
    ['xml', 'xml'],
    ['XML', 'xml'],
    ['text/xml', 'xml'],
    ['text/json', 'json'],
    ['application/json', 'json'],
    ['application/fhir%2Bxml', 'xml'],
    ['application/fhir+xml', 'xml'],
    ['application/xml+fhir', 'xml'],
    ['application/fhir%2Bjson;%20fhirVersion=4.0', 'json'],
    ['', 'json'],
  ])('for _format=%s is %s, whatever Accept says', (format, expected) => {
    expect(formatOf(asking(format === '' ? '*/*' : 'text/html', `?_format=${format}`))).toBe(expected);
  });

  test.each([
    ['text/html', ''],
    ['text/turtle', ''],
    ['application/fhir+json; fhirVersion=3.0', ''],
    ['application/fhir+xml; fhirVersion=5.0', ''],
    ['application/fhir+json;q=0', ''],
    ['nonsense', ''],
    ['*/*', '?_format=ttl'],
    ['*/*', '?_format=html'],
    ['*/*', '?_format=application/fhir%2Bxml;fhirVersion=1.0'],
  ])('is none for Accept: %s with %j (406), and JSON for the refusal', (accept, query) => {
    const refusal = new OutcomeError(
      'not-acceptable',
      'This server answers application/fhir+json and application/fhir+xml in FHIR version 4.0 only.',
    );
    expect(() => formatOf(asking(accept, query))).toThrow(refusal);
    expect(formatOrJson(asking(accept, query))).toBe('json');
  });

  test('is JSON for a complaint about the query string that could have said it', () => {
    expect(formatOrJson(asking('application/fhir+xml', '?_format=%'))).toBe('json');
    expect(formatOrJson(asking('application/fhir+xml', '?_format=xml&_format=json'))).toBe('json');
    expect(isPretty(asking(undefined, '?_pretty=%'))).toBe(false);
  });
});
