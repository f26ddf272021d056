import { describe, expect, test } from '@jest/globals';
import { differences } from '../../../../src/deliver/verify/differences.js';

const sent = {
  resourceType: 'Observation',
  id: 'ours',
  meta: { tag: [{ code: 'a' }, { code: 'b' }] },
  text: { status: 'generated', div: '<div xmlns="x" lang="en"><p>Acne</p></div>' },
  status: 'final',
  derivedFrom: [{ reference: 'urn:uuid:m' }],
  component: [{ valueQuantity: { value: 1.5 } }, { valueInteger: 0 }],
};
const places = new Map([['urn:uuid:m', 'Media/17/_history/1']]);

/** As a server gives it back that has ids of its own. */
const stored = {
  ...sent,
  id: '4711',
  meta: { versionId: '3', lastUpdated: '2026-01-01T00:00:00Z', tag: [{ code: 'b' }, { code: 'a' }] },
  text: { status: 'generated', div: '<div lang="en" xmlns="x"> <p>Acne</p></div>' },
  derivedFrom: [{ reference: 'https://hospital.test/fhir/Media/17' }],
};

describe('a resource that was read back', () => {
  test('says the same when only ids, versions, bases and orders without a meaning differ', () => {
    expect(differences(sent, stored, places)).toEqual([]);
  });

  test('says the same when all its meta is the server’s own', () => {
    const device = { resourceType: 'Device' };
    expect(differences(device, { ...device, meta: { versionId: '1' } }, places)).toEqual([]);
  });

  test.each<[string, object, string, string]>([
    ['a value', { status: 'amended' }, 'changed', 'Observation.status'],
    [
      'a number',
      { component: [{ valueQuantity: { value: 1.4 } }, { valueInteger: 0 }] },
      'changed',
      'Observation.component[0].valueQuantity.value',
    ],
    [
      'a zero',
      { component: [{ valueQuantity: { value: 1.5 } }, {}] },
      'dropped',
      'Observation.component[1].valueInteger',
    ],
    ['an item', { component: [sent.component[0]] }, 'dropped', 'Observation.component[1]'],
    [
      'a text',
      { text: { ...stored.text, div: '<div><p>Nevus</p></div>' } },
      'changed',
      'Observation.text.div',
    ],
    [
      'a reference',
      { derivedFrom: [{ reference: 'Media/18' }] },
      'changed',
      'Observation.derivedFrom[0].reference',
    ],
    ['a tag', { meta: { tag: [{ code: 'a' }] } }, 'dropped', 'Observation.meta.tag[1]'],
    ['something of its own', { issued: '2026-01-01' }, 'added', 'Observation.issued'],
  ])('tells of %s', (_, change, kind, path) => {
    expect(differences(sent, { ...stored, ...change }, places)).toEqual([{ kind, path }]);
  });
});
