import { describe, expect, test } from '@jest/globals';
import { createIdSource } from '../../../src/fhir/id-source.js';

describe('createIdSource', () => {
  test('gives the version-5 UUIDs of RFC 9562, nested under the URL namespace', () => {
    // python3: uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_URL, 'https://example.org/ns'), 'abc|Observation|x')
    expect(createIdSource('https://example.org/ns')('abc|Observation|x')).toBe(
      '04b66bf5-04d2-5026-a50d-4292b37c8ef2',
    );
  });

  test('hashes long names and names beyond ASCII as UTF-8', () => {
    // python3: uuid.uuid5(ns, 'ü€😀' * 1000)
    expect(createIdSource('https://example.org/ns')('ü€😀'.repeat(1000))).toBe(
      'b1253adf-1ceb-5710-bc07-2367664db79a',
    );
    expect(createIdSource('https://example.org/ns')('ü€😀')).toBe('c087b12a-93db-52b9-bb39-006eda6bbf09');
  });

  test('gives the same id however often and in whatever order it is asked', () => {
    const ids = createIdSource('urn:x');
    const first = ids('a');
    ids('a much longer name that fills the shared buffer');
    expect(ids('a')).toBe(first);
  });

  test('gives other ids in another namespace', () => {
    expect(createIdSource('urn:a')('x')).not.toBe(createIdSource('urn:b')('x'));
  });
});
