import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Bundle } from 'fhir/r4.js';
import { publishedTypes } from '../../../src/serve/published/published.js';
import { reportTypes } from '../../../src/fhir/report-types.js';
import { ask, bundleIn, issuesIn, send } from '../../helpers/ask.js';
import { startTestGateway, type TestGateway } from '../../helpers/gateway.js';
import { parseXml } from '../../helpers/parse-xml.js';
import { faultsOf } from '../../helpers/valid.js';

let gateway: TestGateway;
/** id of one resource of each type. */
const one: Record<string, string> = {};

/** What tests look at in a resource of any type. */
interface Stored {
  readonly meta: { readonly versionId: string; readonly lastUpdated: string };
  readonly status?: string;
}

beforeAll(async () => {
  gateway = await startTestGateway();
  const fetched = await ask(gateway.url, 'get', '/fhir/DiagnosticReport/$fetch', { query: 'report=acne' });
  for (const { resource } of bundleIn(fetched).entry ?? []) {
    one[resource?.resourceType ?? ''] ??= resource?.id ?? '';
  }
  for (const type of publishedTypes) {
    const [entry] = (await search(type, '_count=1')).entry ?? [];
    one[type] = entry?.resource?.id ?? '';
  }
});
afterAll(() => gateway.close());

async function search(type: string, query: string): Promise<Bundle> {
  return bundleIn(await ask(gateway.url, 'get', `/fhir/${type}`, { query }));
}

const addressOf = (type: string) => `/fhir/${type}/${one[type] ?? ''}`;
const allTypes = [...reportTypes, ...publishedTypes];

describe.each(allTypes)('%s', (type) => {
  test('is read by its id, valid and with validators', async () => {
    const answer = await ask(gateway.url, 'get', addressOf(type));
    expect(answer.status).toBe(200);
    expect(faultsOf(answer.text)).toEqual([]);
    const { meta } = JSON.parse(answer.text) as Stored;
    expect(answer.headers).toMatchObject({
      etag: `W/"${meta.versionId}"`,
      'content-language': 'en',
      'last-modified': new Date(meta.lastUpdated).toUTCString(),
    });
  });

  test('is had in XML, too', async () => {
    const { text } = await ask(gateway.url, 'get', addressOf(type), { query: '_format=xml' });
    const { meta, status } = JSON.parse((await ask(gateway.url, 'get', addressOf(type))).text) as Stored;
    expect(parseXml(text)).toMatchObject({
      resourceType: type,
      id: one[type],
      meta,
      ...(status && { status }),
    });
  });

  test('is not sent to a client that has it already', async () => {
    const { headers } = await ask(gateway.url, 'get', addressOf(type));
    const again = { 'If-None-Match': headers['etag'] ?? '' };
    const { status, text } = await ask(gateway.url, 'get', addressOf(type), { headers: again });
    expect([status, text]).toEqual([304, '']);
  });

  test('is answered to HEAD as to GET, without the body', async () => {
    const get = await ask(gateway.url, 'get', addressOf(type));
    const head = await ask(gateway.url, 'head', addressOf(type));
    expect([head.status, head.headers['content-length'], head.headers['etag']]).toEqual([
      200,
      get.headers['content-length'],
      get.headers['etag'],
    ]);
  });

  test('has its version at an address of its own', async () => {
    const current = await ask(gateway.url, 'get', addressOf(type));
    const { meta } = JSON.parse(current.text) as Stored;
    const version = await ask(gateway.url, 'get', `${addressOf(type)}/_history/${meta.versionId}`);
    expect([version.status, version.text]).toEqual([200, current.text]);
    const unknown = await ask(gateway.url, 'get', `${addressOf(type)}/_history/unknown`);
    expect([unknown.status, issuesIn(unknown)[0]?.code]).toEqual([404, 'not-found']);
  });

  test('has a history, valid, with what made each version', async () => {
    const answer = await ask(gateway.url, 'get', `${addressOf(type)}/_history`);
    expect(faultsOf(answer.text)).toEqual([]);
    const { type: kind, total, entry = [] } = bundleIn(answer);
    expect([kind, total, entry.length]).toEqual(['history', 1, 1]);
    expect(entry[0]).toMatchObject({
      fullUrl: `${gateway.baseUrl}/${type}/${one[type] ?? ''}`,
      request: { method: 'PUT' },
      response: { status: '201' },
    });
  });

  test('has a history whose self link says how much of it was read', async () => {
    const path = `${addressOf(type)}/_history`;
    const { link } = bundleIn(await ask(gateway.url, 'get', path, { query: '_count=5000' }));
    expect(link).toEqual([{ relation: 'self', url: `${gateway.url}${path}?_count=200` }]);
  });

  test('is found by its id, valid, with the self link that was used', async () => {
    const query = `_id=${one[type] ?? ''}`;
    const answer = await ask(gateway.url, 'get', `/fhir/${type}`, { query });
    expect(faultsOf(answer.text)).toEqual([]);
    expect(bundleIn(answer)).toMatchObject({
      type: 'searchset',
      total: 1,
      link: [{ relation: 'self', url: `${gateway.baseUrl}/${type}?${query}` }],
      entry: [{ fullUrl: `${gateway.baseUrl}/${type}/${one[type] ?? ''}`, search: { mode: 'match' } }],
    });
  });

  test('is found by POST, with parameters in the form and in the URL', async () => {
    const asked = {
      query: '_summary=true&_count=5',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `_id=${one[type] ?? ''}`,
    };
    const answer = await ask(gateway.url, 'post', `/fhir/${type}/_search`, asked);
    const { total, link, entry = [] } = bundleIn(answer);
    expect([total, link?.[0]?.url]).toEqual([
      1,
      `${gateway.baseUrl}/${type}?_summary=true&_count=5&_id=${one[type] ?? ''}`,
    ]);
    expect(entry[0]?.resource?.meta?.tag).toContainEqual(expect.objectContaining({ code: 'SUBSETTED' }));
  });

  test('is trimmed when only some of it is wanted', async () => {
    const { text } = await ask(gateway.url, 'get', addressOf(type), { query: '_elements=status' });
    expect(JSON.parse(text)).not.toHaveProperty('text');
    expect(JSON.parse(text)).toMatchObject({
      meta: { tag: expect.arrayContaining([expect.objectContaining({ code: 'SUBSETTED' })]) },
    });
  });

  test.each(['post', 'put', 'patch'] as const)('refuses %s with 405 and Allow', async (method) => {
    const answer = await send(gateway.url, method, addressOf(type));
    expect([answer.status, issuesIn(answer)[0]?.code]).toEqual([405, 'not-supported']);
    expect(answer.headers['allow']).toMatch(/^GET, HEAD, (DELETE, )?OPTIONS$/);
  });
});

describe('a search', () => {
  test('trims what it finds to _elements, and nothing of what it includes', async () => {
    const query = `_id=${one['DiagnosticReport'] ?? ''}&_elements=status&_include=DiagnosticReport:result`;
    const { entry = [] } = bundleIn(await ask(gateway.url, 'get', '/fhir/DiagnosticReport', { query }));
    const [match, ...included] = entry.map(({ resource }) => resource);
    expect(match).not.toHaveProperty('result');
    expect(included.length).toBeGreaterThan(0);
    for (const resource of included) {
      const whole = await ask(gateway.url, 'get', `/fhir/Observation/${resource?.id ?? ''}`);
      expect(resource).toEqual(JSON.parse(whole.text));
    }
  });

  test('by POST takes the format from the form', async () => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const asked = { headers, body: '_format=xml' };
    const answer = await ask(gateway.url, 'post', '/fhir/Device/_search', asked);
    expect(answer.headers['content-type']).toBe('application/fhir+xml; charset=utf-8');
  });

  test('by POST without a body has no parameters', async () => {
    expect(bundleIn(await ask(gateway.url, 'post', '/fhir/Device/_search')).total).toBe(1);
  });

  test('that matches nothing is an empty Bundle', async () => {
    const bundle = await search('Media', 'status=entered-in-error');
    expect(bundle).toMatchObject({ total: 0 });
    expect(bundle).not.toHaveProperty('entry');
  });

  test('tells what it ignored, and leaves it out of the self link', async () => {
    const answer = await ask(gateway.url, 'get', '/fhir/Device', { query: 'canary=1&status=active' });
    expect(faultsOf(answer.text)).toEqual([]);
    const { link, entry = [] } = bundleIn(answer);
    expect(link?.[0]?.url).toBe(`${gateway.baseUrl}/Device?status=active`);
    expect(entry.map(({ search }) => search?.mode)).toEqual(['match', 'outcome']);
    expect(answer.text).not.toContain('canary');
  });

  test('that must not ignore anything is refused', async () => {
    const headers = { Prefer: 'handling=strict' };
    const answer = await ask(gateway.url, 'get', '/fhir/Device', { query: 'canary=1', headers });
    expect([answer.status, issuesIn(answer)[0]?.code]).toEqual([400, 'not-supported']);
  });

  test('sends what it is told to include, not counted', async () => {
    const query =
      '_include=DiagnosticReport:result&_include=DiagnosticReport:media&_revinclude=Provenance:target';
    const answer = await ask(gateway.url, 'get', '/fhir/DiagnosticReport', { query });
    expect(faultsOf(answer.text)).toEqual([]);
    const { total, entry = [] } = bundleIn(answer);
    const included = entry.filter(({ search }) => search?.mode === 'include');
    expect(total).toBe(1);
    expect(new Set(included.map(({ resource }) => resource?.resourceType))).toEqual(
      new Set(['Observation', 'Media', 'Provenance']),
    );
  });

  test('is read page by page, forth and back', async () => {
    const seen: string[] = [];
    let url: string | undefined = `${gateway.baseUrl}/Observation?_count=4&_sort=_id`;
    let last = '';
    while (url !== undefined) {
      last = url;
      const page = (await (await fetch(url)).json()) as Bundle;
      seen.push(...(page.entry ?? []).map(({ resource }) => resource?.id ?? ''));
      expect(page.link?.find(({ relation }) => relation === 'self')?.url).toBe(url);
      url = page.link?.find(({ relation }) => relation === 'next')?.url;
    }
    const { total } = await search('Observation', '_total=accurate');
    expect([seen.length, new Set(seen).size]).toEqual([total, total]);
    const page = (await (await fetch(last)).json()) as Bundle;
    const previous = page.link?.find(({ relation }) => relation === 'previous')?.url ?? '';
    const before = (await (await fetch(previous)).json()) as Bundle;
    const rest = seen.length % 4 === 0 ? 4 : seen.length % 4;
    expect((before.entry ?? []).map(({ resource }) => resource?.id)).toEqual(seen.slice(-rest - 4, -rest));
  });

  test('counts only, when that is what is wanted', async () => {
    const bundle = await search('Observation', '_summary=count');
    expect(bundle.total).toBeGreaterThan(5);
    expect(bundle).not.toHaveProperty('entry');
  });
});

describe('$bundle', () => {
  test('is the stored report as one valid collection', async () => {
    const answer = await ask(gateway.url, 'get', `${addressOf('DiagnosticReport')}/$bundle`);
    expect(faultsOf(answer.text)).toEqual([]);
    const { type, entry = [] } = bundleIn(answer);
    expect(type).toBe('collection');
    expect(new Set(entry.map(({ resource }) => resource?.resourceType))).toEqual(new Set(reportTypes));
    expect(entry.every(({ resource }) => resource?.meta?.versionId !== undefined)).toBe(true);
  });

  test('is translated again for a receiver', async () => {
    const query = 'type=transaction&subject=Patient/4711';
    const path = `${addressOf('DiagnosticReport')}/$bundle`;
    const answer = await ask(gateway.url, 'get', path, { query });
    expect(faultsOf(answer.text)).toEqual([]);
    expect(bundleIn(answer).type).toBe('transaction');
    expect(answer.text).toContain('"reference":"Patient/4711"');
    const stored = await ask(gateway.url, 'get', path);
    expect(stored.text).not.toContain('Patient/4711');
  });
});
