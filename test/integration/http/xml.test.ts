import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, bundleIn, send } from '../../helpers/ask.js';
import { startTestGateway, type TestGateway } from '../../helpers/gateway.js';
import { comparable, narrativesIn, parseXml } from '../../helpers/parse-xml.js';

let gateway: TestGateway;
let reportId: string;
beforeAll(async () => {
  gateway = await startTestGateway();
  const query = `identifier=${encodeURIComponent('https://derm-fhir-gateway.github.io/sid/report|acne')}`;
  const page = bundleIn(await ask(gateway.url, 'get', '/fhir/DiagnosticReport', { query }));
  reportId = page.entry?.[0]?.resource?.id ?? '';
});
afterAll(() => gateway.close());

/** Without the times at which Bundles and expansions were made. */
function timeless(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, item: unknown) => (key === 'timestamp' ? undefined : item)));
}

describe('every answer', () => {
  test.each([
    '/fhir/metadata',
    '/fhir/metadata?mode=terminology',
    '/fhir/DiagnosticReport/{id}',
    '/fhir/DiagnosticReport/{id}?_summary=true',
    '/fhir/DiagnosticReport/{id}/_history',
    '/fhir/DiagnosticReport/{id}/$bundle',
    '/fhir/DiagnosticReport/{id}/$explain',
    '/fhir/DiagnosticReport/$fetch?report=psoriasis',
    '/fhir/DiagnosticReport?_include=DiagnosticReport:result&_include=DiagnosticReport:media&colour=red',
    '/fhir/Observation?_count=3&_sort=-_lastUpdated',
    '/fhir/CodeSystem?_summary=count',
    '/fhir/CodeSystem/dermatology-ai',
    '/fhir/CodeSystem/$lookup?system=https://derm-fhir-gateway.github.io/ig/CodeSystem/dermatology-ai&code=probability',
    '/fhir/ValueSet/body-site/$expand',
    '/fhir/DiagnosticReport/nothing',
    '/fhir/nothing',
  ])('of %s says the same in XML as in JSON', async (address) => {
    const [path = '', query] = address.replace('{id}', reportId).split('?');
    const asked = query === undefined ? {} : { query };
    const json = await send(gateway.url, 'get', path, {
      ...asked,
      headers: { Accept: 'application/fhir+json' },
    });
    const xml = await send(gateway.url, 'get', path, {
      ...asked,
      headers: { Accept: 'application/fhir+xml' },
    });
    expect([xml.status, xml.headers['content-type']]).toEqual([
      json.status,
      'application/fhir+xml; charset=utf-8',
    ]);
    const resource: unknown = JSON.parse(json.text);
    expect(comparable(timeless(parseXml(xml.text)))).toEqual(comparable(timeless(resource)));
    for (const narrative of narrativesIn(resource)) expect(xml.text).toContain(narrative);
  });
});
