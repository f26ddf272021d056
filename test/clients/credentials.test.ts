import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MedplumClient } from '@medplum/core';
import { Client } from 'fhir-kit-client';
import { startKeyedGateway, type KeyedGateway, type TestKey } from '../helpers/keyed-gateway.js';
import { smartClient } from './smart-client.js';

let gateway: KeyedGateway;
let reader: TestKey;
let observer: TestKey;

beforeAll(async () => {
  gateway = await startKeyedGateway([['system/*.rs'], ['system/Observation.read']]);
  [reader, observer] = gateway.keys as [TestKey, TestKey];
});
afterAll(() => gateway.close());

const medplum = () => new MedplumClient({ baseUrl: gateway.url, fhirUrlPath: 'fhir', fetch, cacheTime: 0 });

/** Each way of a client to say who it is: it counts the reports, with a key. */
const WAYS: readonly (readonly [client: string, way: string, search: (key: TestKey) => Promise<unknown>])[] =
  [
    [
      'fhir-kit-client',
      'bearer',
      ({ text }) =>
        new Client({ baseUrl: gateway.baseUrl, bearerToken: text }).search({
          resourceType: 'DiagnosticReport',
        }),
    ],
    [
      'fhir-kit-client',
      'X-API-Key',
      ({ text }) =>
        new Client({ baseUrl: gateway.baseUrl, customHeaders: { 'X-API-Key': text } }).search({
          resourceType: 'DiagnosticReport',
        }),
    ],
    [
      'fhirclient',
      'access token',
      ({ text }) =>
        smartClient({ serverUrl: gateway.baseUrl, tokenResponse: { access_token: text } }).request(
          'DiagnosticReport',
        ),
    ],
    [
      "Medplum's client",
      'access token',
      ({ text }) => {
        const client = medplum();
        client.setAccessToken(text);
        return client.search('DiagnosticReport');
      },
    ],
    [
      "Medplum's client",
      'HTTP basic',
      ({ id, text }) => {
        const client = medplum();
        client.setBasicAuth(id, text);
        return client.search('DiagnosticReport');
      },
    ],
  ];

describe.each(WAYS)('%s', (_client, way, search) => {
  describe('credentials', () => {
    test(`${way}: is let in with a key`, async () => {
      expect(await search(reader)).toMatchObject({ resourceType: 'Bundle', type: 'searchset' });
    });

    test(`${way}: is not let in with a wrong key, nor to what its key does not open`, async () => {
      await expect(search({ id: reader.id, text: `${reader.text.slice(0, -2)}xx` })).rejects.toThrow();
      await expect(search(observer)).rejects.toThrow();
    });
  });
});

test('without a key, the capabilities can be read and nothing else', async () => {
  const client = new Client({ baseUrl: gateway.baseUrl });

  expect(await client.capabilityStatement()).toMatchObject({ resourceType: 'CapabilityStatement' });
  await expect(client.search({ resourceType: 'Observation' })).rejects.toMatchObject({
    response: { status: 401, data: { issue: [{ code: 'login' }] } },
  });
});
