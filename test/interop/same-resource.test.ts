import { describe, expect, test } from '@jest/globals';
import type { Bundle, FhirResource } from 'fhir/r4.js';
import { differences, expectedAfter, withoutServersOwn } from './same-resource.js';

describe('expectedAfter', () => {
  test('leads references to where their targets were put, and nothing else', () => {
    const transaction: Bundle<FhirResource> = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        {
          fullUrl: 'urn:uuid:1',
          resource: { resourceType: 'Device', id: 'd', note: [{ text: 'urn:uuid:1' }] },
          request: { method: 'PUT', url: 'Device/d' },
        },
        {
          fullUrl: 'urn:uuid:2',
          resource: {
            resourceType: 'Observation',
            id: 'o',
            status: 'final',
            code: {},
            device: { reference: 'urn:uuid:1' },
          },
          request: { method: 'PUT', url: 'Observation/o' },
        },
      ],
    };
    expect(expectedAfter(transaction)).toEqual([
      { resourceType: 'Device', id: 'd', note: [{ text: 'urn:uuid:1' }] },
      expect.objectContaining({ id: 'o', device: { reference: 'Device/d' } }),
    ]);
  });
});

describe('differences', () => {
  const sent = { status: 'final', value: 1, list: [{ text: 'a' }, { text: 'b' }], nothing: null };

  test('are none between equals, whatever the order of their members', () => {
    const { status, ...rest } = structuredClone(sent);
    expect(differences(sent, { ...rest, status }, 'X')).toEqual([]);
  });

  test.each([
    ['a changed value', { ...sent, value: 2 }, ['X.value']],
    ['a number that became text', { ...sent, value: '1' }, ['X.value']],
    ['a missing member', { ...sent, value: undefined }, ['X.value']],
    ['a member that was not sent', { ...sent, extra: 1 }, ['X.extra']],
    ['another order', { ...sent, list: [...sent.list].reverse() }, ['X.list.0.text', 'X.list.1.text']],
    ['a shorter list', { ...sent, list: sent.list.slice(1) }, ['X.list.0.text', 'X.list.1']],
    ['an object for a list', { ...sent, list: { 0: sent.list[0], 1: sent.list[1] } }, ['X.list']],
    ['null for nothing', { ...sent, nothing: undefined }, ['X.nothing']],
  ])('are found for %s', (_what, stored, paths) => {
    expect(differences(sent, stored, 'X')).toEqual(paths);
  });
});

test('withoutServersOwn takes the version away and leaves what was sent', () => {
  const meta = { versionId: '1', lastUpdated: '2026-01-01T00:00:00Z' };
  expect(withoutServersOwn({ resourceType: 'Device', meta })).toEqual({ resourceType: 'Device' });
  const tag = [{ code: 'x' }];
  expect(withoutServersOwn({ resourceType: 'Device', meta: { ...meta, tag } })).toEqual({
    resourceType: 'Device',
    meta: { tag },
  });
});
