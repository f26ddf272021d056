import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Bundle } from 'fhir/r4.js';
import { ask, bundleIn } from '../../helpers/ask.js';
import { rawJson } from '../../helpers/fixture.js';
import { startTestGateway, type TestGateway } from '../../helpers/gateway.js';
import { startStubServer, type StubServer } from '../../helpers/stub-server.js';

let vendor: StubServer;
let gateway: TestGateway;

beforeAll(async () => {
  vendor = await startStubServer((response, { url }) => {
    const images = Number(/images-(\d+)/.exec(url)?.[1]);
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(reportOf(images)));
  });
  gateway = await startTestGateway({ VENDOR_BASE_URL: vendor.url });
  for (const images of [300, 301, 501])
    await ask(gateway.url, 'get', '/fhir/DiagnosticReport/$fetch', { query: `report=images-${images}` });
});
afterAll(async () => {
  await gateway.close();
  await vendor.close();
});

/** Two resources are made of each photograph. */
function reportOf(images: number): object {
  const raw = rawJson('many-images') as { result: { observations: { media: object }[] } };
  const media = raw.result.observations[0]?.media;
  const observations = Array.from({ length: images }, (_, index) => ({
    media: { ...media, url: `https://bucket.test/diagnostic-report-medias/${images}-${index}.jpg` },
  }));
  return { ...raw, id: `images-${images}`, result: { ...raw.result, observations } };
}

function entries(bundle: Bundle, wanted: string) {
  return (bundle.entry ?? []).filter(({ search }) => search?.mode === wanted);
}

test('A page has only as many matches as what they include fits; one alone that has more says so', async () => {
  const sizes: Record<string, number> = {};
  const said: unknown[] = [];
  for (let url = '/fhir/DiagnosticReport?_count=200&_include=*&_revinclude=*'; url !== '';) {
    const [path = '', query = ''] = url.split('?');
    const answer = await ask(gateway.url, 'get', path, { query });
    expect(answer.status).toBe(200);
    const page = bundleIn(answer);
    expect(page.total).toBe(3);
    const [match, ...others] = entries(page, 'match');
    expect(others).toEqual([]);
    sizes[match?.resource?.id ?? ''] = entries(page, 'include').length;
    said.push(...entries(page, 'outcome').map(({ resource }) => resource));
    const next = page.link?.find(({ relation }) => relation === 'next')?.url ?? '';
    url = next.slice(next.indexOf('/fhir'));
  }
  const ofAll = Object.values(sizes).sort((one, other) => one - other);
  expect(ofAll).toHaveLength(3);
  expect(ofAll.at(-1)).toBe(1000);
  expect(said).toEqual([
    { resourceType: 'OperationOutcome', issue: [expect.objectContaining({ code: 'too-costly' })] },
  ]);
});
