import { describe, expect, test } from '@jest/globals';
import { givenTransaction, readTransaction } from '../../../../src/deliver/plan/given-transaction.js';
import { nameOf } from '../../../../src/deliver/sent-entry.js';

function transaction(...entry: unknown[]): unknown {
  return { resourceType: 'Bundle', type: 'transaction', entry };
}

describe('readTransaction', () => {
  test.each([
    [{ resource: { resourceType: 'Media', id: 'a' }, request: { method: 'PUT', url: 'Media/a' } }, 'Media/a'],
    [
      {
        fullUrl: 'urn:uuid:b',
        resource: { resourceType: 'Media' },
        request: { method: 'PUT', url: 'Media?identifier=x' },
      },
      'Media/b',
    ],
    [{ resource: { resourceType: 'Media' }, request: { method: 'POST', url: 'Media' } }, 'Media'],
    [{ request: { method: 'DELETE', url: 'Media/c' } }, 'Media/c'],
  ])('names what an entry is about', (entry, name) => {
    expect(readTransaction(transaction(entry)).map(nameOf)).toEqual([name]);
  });

  test.each([
    ['nothing', undefined, ''],
    ['a raw report', { data: {} }, '/resourceType'],
    ['a collection', { resourceType: 'Bundle', type: 'collection', entry: [] }, '/type'],
    ['a transaction without entries', { resourceType: 'Bundle', type: 'transaction' }, '/entry'],
    ['an empty transaction', transaction(), '/entry'],
    ['an entry without a request', transaction({ resource: { resourceType: 'Media' } }), '/entry/0/request'],
  ])('refuses %s and says where', (_what, json, pointer) => {
    expect(() => readTransaction(json)).toThrow(
      expect.objectContaining({ name: 'NotATransaction', pointer }),
    );
  });
});

test('a given transaction goes to the base, byte for byte', () => {
  const text = '{ "resourceType": "Bundle", "value": 1.50 }';
  const json = transaction({ request: { method: 'DELETE', url: 'Media/c' } });
  expect(givenTransaction(text, json)).toMatchObject({
    interaction: 'transaction',
    method: 'POST',
    path: '',
    body: text,
    entries: [{ index: 0, method: 'DELETE', type: 'Media', id: 'c' }],
  });
});
