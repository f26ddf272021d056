import { describe, expect, test } from '@jest/globals';
import { collection, conditionalTransaction, transaction, uuid } from './acne-bundle.js';
import { put, refusedPlaces, remove, testRefusals } from './refusals.js';

describe('a collection', () => {
  testRefusals(
    () => collection(),
    [
      ['a total (bdl-1)', [put('/total', 17)], 'Bundle.total'],
      ['a search score (bdl-2)', [put('/entry/2/search', { mode: 'match' })], 'Bundle.entry[2].search'],
      [
        'a request (bdl-3)',
        [put('/entry/2/request', { method: 'PUT', url: 'Media/1' })],
        'Bundle.entry[2].request',
      ],
      ['a response (bdl-4)', [put('/entry/2/response', { status: '200' })], 'Bundle.entry[2].response'],
      [
        'an entry of nothing but an address (bdl-5)',
        [put('/entry/-', { fullUrl: 'https://a.example/fhir/Media/1' })],
        'Bundle.entry[17]',
      ],
      [
        'a versioned address (bdl-8)',
        [put('/entry/13/fullUrl', 'https://gateway.example/fhir/Observation/1/_history/1')],
        'Bundle.entry[13].fullUrl',
      ],
      ['a relative address', [put('/entry/13/fullUrl', 'Observation/1')], 'Bundle.entry[13].fullUrl'],
      [
        'an address of another id',
        [put('/entry/13/fullUrl', 'https://gateway.example/fhir/Observation/1')],
        'Bundle.entry[13].fullUrl',
      ],
      [
        'an address of another type',
        [put('/entry/13/fullUrl', `https://gateway.example/fhir/Media/${uuid(14)}`)],
        'Bundle.entry[13].fullUrl',
      ],
      [
        'an address in another letter case',
        [put('/entry/13/fullUrl', `urn:uuid:${uuid(14).toUpperCase()}`)],
        'Bundle.entry[13].fullUrl',
      ],
      [
        'an entry without resourceType',
        [remove('/entry/13/resource/resourceType')],
        'Bundle.entry[13].resource.resourceType',
      ],
    ],
  );

  test('refuses two entries at one address (bdl-7), but not two versions', () => {
    const bundle = collection();
    const [device] = bundle.entry;
    if (device !== undefined) bundle.entry.push(structuredClone(device));
    expect(refusedPlaces(bundle)).toEqual(['Bundle.entry[17].fullUrl']);
    Object.assign(bundle.entry[17]?.resource ?? {}, { meta: { versionId: '2' } });
    expect(refusedPlaces(bundle)).toEqual([]);
  });
});

describe('a transaction', () => {
  testRefusals(
    () => transaction(),
    [
      ['an entry without request (bdl-3)', [remove('/entry/2/request')], 'Bundle.entry[2].request'],
      [
        'a method that HTTP does not have',
        [put('/entry/2/request/method', 'UPSERT')],
        'Bundle.entry[2].request.method',
      ],
      [
        'a write of another type',
        [put('/entry/2/request/url', `Device/${uuid(3)}`)],
        'Bundle.entry[2].request.url',
      ],
      [
        'a write of another id',
        [put('/entry/2/request/url', `Media/${uuid(99)}`)],
        'Bundle.entry[2].request.url',
      ],
      [
        'a write of nothing',
        [put('/entry/-', { request: { method: 'POST', url: 'Media' } })],
        'Bundle.entry[17].resource',
      ],
      ['a resource without id under an id', [remove('/entry/2/resource/id')], 'Bundle.entry[2].request.url'],
    ],
  );

  test('refuses two writes to one place', () => {
    const bundle = conditionalTransaction();
    const [first, second] = bundle.entry.slice(1, 3);
    if (first?.request !== undefined && second !== undefined) second.request = first.request;
    expect(refusedPlaces(bundle)).toEqual(['Bundle.entry[2].request.url']);
  });

  test('may delete and read without a resource', () => {
    const entry = [
      { request: { method: 'DELETE', url: 'Media/1' } },
      { request: { method: 'GET', url: 'Media?x=y' } },
    ];
    expect(refusedPlaces({ resourceType: 'Bundle', type: 'transaction', entry })).toEqual([]);
  });
});

describe('documents and messages', () => {
  test('have what a document has (bdl-9, bdl-10, bdl-11)', () => {
    const entry = [
      { fullUrl: 'urn:uuid:0f4b1a6e-58d7-5c1e-9a51-000000000001', resource: { resourceType: 'Device' } },
    ];
    expect(refusedPlaces({ resourceType: 'Bundle', type: 'document', entry })).toEqual([
      'Bundle.identifier',
      'Bundle.timestamp',
      'Bundle.entry[0].resource',
    ]);
  });

  test('begin with a header (bdl-12)', () => {
    const entry = [{ resource: { resourceType: 'Device' } }];
    expect(refusedPlaces({ resourceType: 'Bundle', type: 'message', entry })).toEqual([
      'Bundle.entry[0].resource',
    ]);
  });
});
