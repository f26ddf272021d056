import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, bundleIn, issuesIn, type Method } from '../../helpers/ask.js';
import { startKeyedGateway, type KeyedGateway } from '../../helpers/keyed-gateway.js';

const CLIENTS = {
  reader: ['system/*.rs'],
  'reader of reports': ['system/DiagnosticReport.rs'],
  'searcher of Observations': ['system/Observation.s'],
  eraser: ['system/DiagnosticReport.d'],
  administrator: ['gateway/admin'],
  nobody: ['user/*.rs'],
} as const;
type Client = keyof typeof CLIENTS;

let gateway: KeyedGateway;
let report = '';
beforeAll(async () => {
  gateway = await startKeyedGateway(Object.values(CLIENTS));
  const fetched = bundleIn(await as('reader', 'get', '/fhir/DiagnosticReport/$fetch', 'report=acne'));
  const found = fetched.entry?.find(({ resource }) => resource?.resourceType === 'DiagnosticReport');
  report = found?.resource?.id ?? '';
});
afterAll(() => gateway.close());

function as(client: Client, method: Method, path: string, query?: string) {
  const key = gateway.keys[Object.keys(CLIENTS).indexOf(client)]?.text ?? '';
  const headers = { 'X-API-Key': key };
  return ask(gateway.url, method, path, query === undefined ? { headers } : { headers, query });
}

const REPORT = () => `/fhir/DiagnosticReport/${report}`;

describe('what a client may do is what its scopes say:', () => {
  test.each<[Client, Method, () => string, number]>([
    ['reader', 'get', REPORT, 200],
    ['reader', 'get', () => `${REPORT()}/_history`, 200],
    ['reader', 'get', () => `${REPORT()}/$bundle`, 200],
    ['reader', 'get', () => `${REPORT()}/$explain`, 200],
    ['reader', 'get', () => '/fhir/ValueSet', 200],
    ['reader', 'delete', REPORT, 403],
    ['reader of reports', 'get', REPORT, 200],
    ['reader of reports', 'get', () => '/fhir/Observation', 403],
    ['reader of reports', 'get', () => '/fhir/Observation/unknown', 403],
    ['reader of reports', 'post', () => '/fhir/Observation/_search', 403],
    ['reader of reports', 'get', () => `${REPORT()}/$bundle`, 403],
    ['reader of reports', 'get', () => `${REPORT()}/$explain`, 403],
    ['reader of reports', 'get', () => '/fhir/DiagnosticReport/$fetch', 403],
    ['searcher of Observations', 'get', () => '/fhir/Observation', 200],
    ['searcher of Observations', 'get', () => '/fhir/Observation/unknown', 403],
    ['searcher of Observations', 'get', () => '/fhir/Observation/unknown/_history', 403],
    ['searcher of Observations', 'get', () => '/fhir/Observation/unknown/_history/1', 403],
    ['searcher of Observations', 'post', () => '/fhir/DiagnosticReport/$translate', 403],
    ['searcher of Observations', 'post', () => '/fhir/DiagnosticReport/$explain', 403],
    ['searcher of Observations', 'get', () => '/fhir/CodeSystem/$lookup', 400],
    ['administrator', 'post', () => '/fhir/DiagnosticReport/$translate', 403],
    ['administrator', 'get', () => '/fhir/ValueSet', 200],
    ['administrator', 'get', () => '/fhir/DiagnosticReport', 403],
    ['eraser', 'get', REPORT, 403],
    ['nobody', 'get', REPORT, 403],
    ['nobody', 'get', () => '/fhir/DiagnosticReport', 403],
    ['nobody', 'get', () => '/fhir/metadata', 200],
  ])('%s, %s', async (client, method, path, status) => {
    const answer = await as(client, method, path());
    expect([path(), answer.status]).toEqual([path(), status]);
    if (status === 403) expect(issuesIn(answer)[0]?.code).toBe('forbidden');
  });

  test('nobody gets what he may not read by having it included', async () => {
    const query = '_include=DiagnosticReport:result&_revinclude=Provenance:target';
    const typesFor = async (client: Client) => {
      const { entry = [] } = bundleIn(await as(client, 'get', '/fhir/DiagnosticReport', query));
      return new Set(entry.map(({ resource }) => resource?.resourceType));
    };
    expect(await typesFor('reader')).toEqual(new Set(['DiagnosticReport', 'Observation', 'Provenance']));
    expect(await typesFor('reader of reports')).toEqual(new Set(['DiagnosticReport']));
  });

  test('who may erase may do it without reading', async () => {
    expect((await as('eraser', 'delete', REPORT())).status).toBe(204);
    expect((await as('reader', 'get', REPORT())).status).toBe(410);
  });
});
