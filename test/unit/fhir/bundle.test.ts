import { describe, expect, test } from '@jest/globals';
import type { Observation } from 'fhir/r4.js';
import { bundleTypes, referenceForm, toBundle, type IdentifiedResource } from '../../../src/fhir/bundle.js';
import { deepFreeze } from '../../../src/fhir/deep-freeze.js';

const media: IdentifiedResource = {
  resourceType: 'Media',
  id: '11111111-1111-5111-8111-111111111111',
  status: 'completed',
  content: {},
};
const observation: Observation & { id: string } = {
  resourceType: 'Observation',
  id: '22222222-2222-5222-8222-222222222222',
  status: 'preliminary',
  code: { text: 'x' },
  subject: { reference: 'Patient/1' },
  derivedFrom: [{ reference: `Media/${media.id}` }],
  extension: [{ url: 'urn:x', valueReference: { reference: `Media/${media.id}` } }],
};
const resources = deepFreeze([media, observation]);
const options = { baseUrl: 'https://gateway.example/fhir', id: 'b', timestamp: '2023-08-03T12:38:10+02:00' };
const byIdentifier = ({ id }: IdentifiedResource) => `identifier=urn%3Asid%7C${id}`;

describe('toBundle', () => {
  test('a collection has absolute fullUrls and leaves references relative', () => {
    const bundle = toBundle(resources, 'collection', options, byIdentifier);
    expect(bundle).toMatchObject({ type: 'collection', id: 'b', timestamp: options.timestamp });
    expect(bundle.entry?.map(({ fullUrl }) => fullUrl)).toEqual([
      `https://gateway.example/fhir/Media/${media.id}`,
      `https://gateway.example/fhir/Observation/${observation.id}`,
    ]);
    expect(bundle.entry?.[1]?.resource).toEqual(observation);
    expect(bundle.entry?.[0]?.request).toBeUndefined();
  });

  test('a transaction writes by id, its fullUrls being what its resources call each other', () => {
    const entry = toBundle(resources, 'transaction', options, byIdentifier).entry?.[1];
    expect(entry).toEqual({
      fullUrl: `urn:uuid:${observation.id}`,
      request: { method: 'PUT', url: `Observation/${observation.id}` },
      resource: observation,
    });
    expect(bundleTypes.map(referenceForm)).toEqual(['relative', 'urn:uuid', 'urn:uuid']);
  });

  test('a conditional transaction writes by condition and has no ids in the bodies', () => {
    const bundle = toBundle(resources, 'transaction-conditional', options, byIdentifier);
    expect(bundle.type).toBe('transaction');
    expect(bundle.entry?.[0]?.request).toEqual({
      method: 'PUT',
      url: `Media?identifier=urn%3Asid%7C${media.id}`,
    });
    expect(bundle.entry?.some(({ resource }) => resource !== undefined && 'id' in resource)).toBe(false);
  });

  test('a transaction has neither id nor timestamp', () => {
    expect(Object.keys(toBundle(resources, 'transaction', options, byIdentifier))).toEqual([
      'resourceType',
      'type',
      'entry',
    ]);
  });
});
