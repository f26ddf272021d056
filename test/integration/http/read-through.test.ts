import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Bundle } from 'fhir/r4.js';
import { ask, bundleIn, issuesIn } from '../../helpers/ask.js';
import { rawText } from '../../helpers/fixture.js';
import { startTestGateway, type TestGateway } from '../../helpers/gateway.js';
import { startStubServer, type StubServer } from '../../helpers/stub-server.js';
import { faultsOf } from '../../helpers/valid.js';

const SYSTEM = 'https://derm-fhir-gateway.github.io/sid/report';
/** Looks like an encrypted id: whoever has it can open the report. */
const HANDLE = `${'Canary+Handle/'.repeat(6)}==`;
const ID = 'r-4711';

let vendor: StubServer;
let gateway: TestGateway;
/** What the vendor answers: a report, or a status. */
let answers: () => { readonly status: number; readonly body: string };

beforeAll(async () => {
  vendor = await startStubServer((response) => {
    const { status, body } = answers();
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
  });
});
afterAll(() => vendor.close());

beforeEach(async () => {
  gateway = await startTestGateway({ VENDOR_BASE_URL: vendor.url });
  vendorHas({});
});
afterEach(() => gateway.close());

function vendorHas(changes: Readonly<Record<string, unknown>>): void {
  const envelope = JSON.parse(rawText('acne-full')) as { data?: object };
  const report = { ...(envelope.data ?? envelope), id: ID, ...changes };
  answers = () => ({ status: 200, body: JSON.stringify(report) });
}

function vendorSays(status: number): void {
  answers = () => ({ status, body: JSON.stringify({ success: false, errorCode: 'CANARY_CODE' }) });
}

/** How often the vendor was asked during a piece of work. */
async function asked(work: () => Promise<unknown>): Promise<number> {
  const before = vendor.requests.length;
  await work();
  return vendor.requests.length - before;
}

function find(value: string, headers: Record<string, string> = {}) {
  const query = `identifier=${encodeURIComponent(`${SYSTEM}|${value}`)}`;
  return ask(gateway.url, 'get', '/fhir/DiagnosticReport', { query, headers });
}

const NO_CACHE = { 'Cache-Control': 'no-cache' };

function summaryOf(bundle: Bundle) {
  const matches = (bundle.entry ?? []).filter(({ search }) => search?.mode === 'match');
  return { total: bundle.total, versions: matches.map(({ resource }) => resource?.meta?.versionId) };
}

describe('a report that is not stored', () => {
  test('is fetched, stored, and found from then on without the vendor', async () => {
    expect(bundleIn(await ask(gateway.url, 'get', '/fhir/DiagnosticReport')).total).toBe(0);
    expect(await asked(() => find(ID))).toBe(1);
    const answer = await find(ID);
    expect(faultsOf(answer.text)).toEqual([]);
    expect(summaryOf(bundleIn(answer)).total).toBe(1);
    expect(await asked(() => find(ID))).toBe(0);
    const { id = '' } = bundleIn(answer).entry?.[0]?.resource ?? {};
    expect((await ask(gateway.url, 'get', `/fhir/DiagnosticReport/${id}`)).status).toBe(200);
  });

  test('is found by POST, too', async () => {
    const answer = await ask(gateway.url, 'post', '/fhir/DiagnosticReport/_search', {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `identifier=${encodeURIComponent(`${SYSTEM}|${ID}`)}`,
    });
    expect(summaryOf(bundleIn(answer)).total).toBe(1);
  });

  test('is fetched once for all who ask at the same time', async () => {
    expect(await asked(() => Promise.all([find(ID), find(ID), find(ID)]))).toBe(1);
  });

  test('is shown by what is published, never by what the vendor is asked with', async () => {
    for (const answer of [await find(HANDLE), await find(HANDLE)]) {
      expect(answer.text).not.toMatch(/Canary/);
      expect(bundleIn(answer).link).toEqual([
        {
          relation: 'self',
          url: `${gateway.baseUrl}/DiagnosticReport?identifier=${encodeURIComponent(`${SYSTEM}|${ID}`)}`,
        },
      ]);
      expect(summaryOf(bundleIn(answer)).total).toBe(1);
    }
    expect(gateway.logLines.join('')).not.toMatch(/Canary/);
    expect(await asked(() => find(ID))).toBe(0);
  });

  test.each([
    ['without a system', 'DiagnosticReport', 'identifier', HANDLE],
    ['with a modifier', 'DiagnosticReport', 'identifier:not', `${SYSTEM}|${HANDLE}`],
    ['for another type', 'Media', 'identifier', `${SYSTEM}|${HANDLE}`],
    ['for what is published', 'ValueSet', 'identifier', `a,${HANDLE}`],
    ['under another name', 'DiagnosticReport', '_id', HANDLE],
    ['as an identifier of something else', 'DiagnosticReport', 'encounter:identifier', `x|${HANDLE}`],
    ['as a reference', 'DiagnosticReport', 'result', `Observation/${HANDLE}`],
    ['as a tag', 'Observation', '_tag', HANDLE],
    ['as words', 'DiagnosticReport', 'conclusion:text', HANDLE],
    ['as a part of a value', 'Observation', 'code-value-quantity', `x|${HANDLE}$5`],
    ['with blanks for its plus signs', 'Media', 'identifier', HANDLE.replaceAll('+', ' ')],
  ])('is not shown by a search that does not fetch: %s', async (_, type, name, value) => {
    const query = `${name}=${encodeURIComponent(value)}`;
    const requests = await asked(async () => {
      expect((await ask(gateway.url, 'get', `/fhir/${type}`, { query })).text).not.toMatch(/Canary/);
    });
    expect(requests).toBe(0);
  });

  test('is found by a handle whose plus signs were not percent-encoded', async () => {
    const query = `identifier=${SYSTEM}|${HANDLE}`;
    const answer = await ask(gateway.url, 'get', '/fhir/DiagnosticReport', { query });
    expect(summaryOf(bundleIn(answer)).total).toBe(1);
    expect(vendor.requests.at(-1)?.url).toContain(encodeURIComponent(HANDLE));
    expect(answer.text).not.toMatch(/Canary/);
  });

  test('is fetched for other criteria, too, and then judged by them', async () => {
    const query = `identifier=${encodeURIComponent(`${SYSTEM}|${ID}`)}&status=final`;
    const answer = await ask(gateway.url, 'get', '/fhir/DiagnosticReport', { query });
    expect(summaryOf(bundleIn(answer)).total).toBe(0);
    expect(summaryOf(bundleIn(await find(ID))).total).toBe(1);
  });

  test('is no match when the vendor does not have it', async () => {
    vendorSays(404);
    const answer = await find(HANDLE);
    expect([answer.status, bundleIn(answer)]).toMatchObject([200, { type: 'searchset', total: 0 }]);
    expect(answer.text).not.toMatch(/CANARY|Canary/);
  });

  test.each([
    ['a path', '../etc'],
    ['with a percent sign', '%2e'],
    ['of 513 letters', 'x'.repeat(513)],
    ['with an umlaut', 'ü'],
  ])('is no match under an id %s, without asking the vendor', async (_, id) => {
    const requests = await asked(async () => {
      expect(bundleIn(await find(id)).total).toBe(0);
    });
    expect(requests).toBe(0);
  });

  test.each([
    [401, 502, 'exception'],
    [429, 503, 'throttled'],
    [500, 502, 'transient'],
  ])('is a failure when the vendor answers %i', async (status, expected, code) => {
    vendorSays(status);
    const answer = await find(ID);
    expect([answer.status, issuesIn(answer)[0]?.code]).toEqual([expected, code]);
  });

  test('is not fetched for a search that is wrong', async () => {
    const query = `identifier=${encodeURIComponent(`${SYSTEM}|${ID}`)}&date=yesterday`;
    expect(await asked(() => ask(gateway.url, 'get', '/fhir/DiagnosticReport', { query }))).toBe(0);
  });

  test('is not fetched eleven at once', async () => {
    const many = Array.from({ length: 11 }, (_, index) => `${SYSTEM}|r${index}`).join(',');
    const query = `identifier=${encodeURIComponent(many)}`;
    const answer = await ask(gateway.url, 'get', '/fhir/DiagnosticReport', { query });
    expect([answer.status, issuesIn(answer)[0]?.code]).toEqual([400, 'too-costly']);
  });
});

describe('a report that is stored', () => {
  test('is found by everything that the vendor was asked with, without asking again', async () => {
    for (const id of [HANDLE, 'another-handle', ID]) await find(id);
    const requests = await asked(async () => {
      for (const id of [HANDLE, 'another-handle', ID]) {
        expect(summaryOf(bundleIn(await find(id))).total).toBe(1);
      }
    });
    expect(requests).toBe(0);
  });

  test("is not found by the id of its DiagnosticReport in the place of the vendor's", async () => {
    const { id = '' } = bundleIn(await find(ID)).entry?.[0]?.resource ?? {};
    vendorSays(404);
    expect(bundleIn(await find(id)).total).toBe(0);
  });

  test('gets no new version when the vendor is asked again and nothing has changed', async () => {
    const before = summaryOf(bundleIn(await find(ID)));
    expect(await asked(() => find(ID, NO_CACHE))).toBe(1);
    expect(await asked(() => find(ID, { Pragma: 'no-cache' }))).toBe(1);
    expect(summaryOf(bundleIn(await find(ID)))).toEqual(before);
  });

  test('gets a new version when it has changed', async () => {
    const before = bundleIn(await find(ID)).entry?.[0]?.resource;
    vendorHas({ pathology: null });
    const after = bundleIn(await find(ID, NO_CACHE)).entry?.[0]?.resource;
    expect([after?.id, after?.meta?.versionId === before?.meta?.versionId]).toEqual([before?.id, false]);
    const address = `/fhir/DiagnosticReport/${before?.id ?? ''}`;
    const history = await ask(gateway.url, 'get', `${address}/_history`);
    expect(faultsOf(history.text)).toEqual([]);
    expect(bundleIn(history).entry?.map(({ response }) => response?.status)).toEqual(['200', '201']);
    const old = await ask(gateway.url, 'get', `${address}/_history/${before?.meta?.versionId ?? ''}`);
    expect(JSON.parse(old.text)).toEqual(before);
  });

  test('is found while the vendor is down, unless it must be asked', async () => {
    await find(ID);
    vendorSays(500);
    expect(summaryOf(bundleIn(await find(ID))).total).toBe(1);
    expect((await find(ID, NO_CACHE)).status).toBe(502);
  });

  test('is found, with a note, when the vendor does not have it any more', async () => {
    await find(ID);
    vendorSays(404);
    const answer = await find(ID, NO_CACHE);
    expect(faultsOf(answer.text)).toEqual([]);
    expect(bundleIn(answer).entry?.map(({ search }) => search?.mode)).toEqual(['match', 'outcome']);
  });

  test('is fetched in another language when that is wanted, and found in each', async () => {
    await find(ID);
    const spanish = await find(ID, { 'Accept-Language': 'es-ES, es;q=0.9' });
    expect(vendor.requests.at(-1)?.url).toContain('locale=es');
    expect(spanish.headers['content-language']).toBe('es');
    expect((await find(ID)).headers['content-language']).toBe('en');
    expect(await asked(() => find(ID, { 'Accept-Language': 'es-ES' }))).toBe(0);
  });

  test.each([
    ['tlh-KX', 'en'],
    ['tlh, es-MX;q=0.5, fr;q=0.2', 'es'],
    ['aa, bb, *', 'en'],
  ])('is stored and told in a language that the vendor speaks where %s is wanted', async (wanted, told) => {
    const answer = await find(ID, { 'Accept-Language': wanted });
    expect(new URL(vendor.requests.at(-1)?.url ?? '', vendor.url).searchParams.get('locale')).toBe(told);
    expect(answer.headers['content-language']).toBe(told);
    expect(bundleIn(answer).entry?.[0]?.resource).toMatchObject({ language: told });
  });

  test('is stored once, whatever languages that nobody speaks are wanted', async () => {
    const { id = '' } = bundleIn(await find(ID)).entry?.[0]?.resource ?? {};
    for (const wanted of ['tlh', 'aa', 'en-GB', 'cc-DD']) await find(ID, { 'Accept-Language': wanted });
    await ask(gateway.url, 'get', '/fhir/DiagnosticReport/$fetch', { query: `report=${ID}&locale=tlh` });
    const history = await ask(gateway.url, 'get', `/fhir/DiagnosticReport/${id}/_history`);
    expect(bundleIn(history).total).toBe(1);
  });

  test('is found with a note when it cannot be had in the language that is wanted', async () => {
    await find(ID);
    vendorSays(500);
    const answer = await find(ID, { 'Accept-Language': 'fr' });
    expect(bundleIn(answer).entry?.map(({ search }) => search?.mode)).toEqual(['match', 'outcome']);
    expect(answer.headers['content-language']).toBe('en');
  });
});

describe('an erased report', () => {
  async function erase() {
    const { id = '' } = bundleIn(await find(HANDLE)).entry?.[0]?.resource ?? {};
    const address = `/fhir/DiagnosticReport/${id}`;
    expect((await ask(gateway.url, 'delete', address)).status).toBe(204);
    return address;
  }

  test('is gone, with all that was made of it but the Device, and its history says so', async () => {
    const { entry = [] } = bundleIn(
      await ask(gateway.url, 'get', '/fhir/DiagnosticReport/$fetch', {
        query: `report=${encodeURIComponent(HANDLE)}`,
      }),
    );
    const address = await erase();
    for (const { resource } of entry) {
      const path = `/fhir/${resource?.resourceType ?? ''}/${resource?.id ?? ''}`;
      const { status } = await ask(gateway.url, 'get', path);
      expect([path, status]).toEqual([path, resource?.resourceType === 'Device' ? 200 : 410]);
    }
    const history = await ask(gateway.url, 'get', `${address}/_history`);
    expect(faultsOf(history.text)).toEqual([]);
    expect(bundleIn(history).entry).toMatchObject([{ request: { method: 'DELETE' } }]);
    expect((await ask(gateway.url, 'get', `${address}/$bundle`)).status).toBe(410);
    expect(gateway.logLines.join('')).not.toMatch(/Canary/);
  });

  test('is erased again with 204', async () => {
    const address = await erase();
    expect((await ask(gateway.url, 'delete', address)).status).toBe(204);
  });

  test.each([
    ['what the vendor was asked with', HANDLE],
    ['its published id', ID],
  ])('is not fetched again by %s', async (_, id) => {
    await erase();
    for (const headers of [{}, NO_CACHE]) {
      const answer = await find(id, headers);
      expect([answer.status, bundleIn(answer).total]).toEqual([200, 0]);
      expect(answer.text).not.toMatch(/Canary/);
    }
    const query = `report=${encodeURIComponent(id)}`;
    const fetched = await ask(gateway.url, 'get', '/fhir/DiagnosticReport/$fetch', { query });
    expect([fetched.status, issuesIn(fetched)[0]?.code]).toEqual([410, 'deleted']);
    expect(bundleIn(await ask(gateway.url, 'get', '/fhir/DiagnosticReport')).total).toBe(0);
  });

  test('is not erased when it is in another state than If-Match says', async () => {
    const { id = '', meta } = bundleIn(await find(ID)).entry?.[0]?.resource ?? {};
    const address = `/fhir/DiagnosticReport/${id}`;
    const other = await ask(gateway.url, 'delete', address, { headers: { 'If-Match': 'W/"other"' } });
    expect([other.status, issuesIn(other)[0]?.code]).toEqual([412, 'conflict']);
    const right = { 'If-Match': `W/"${meta?.versionId ?? ''}"` };
    expect((await ask(gateway.url, 'delete', address, { headers: right })).status).toBe(204);
  });
});

describe('what a caller says of the subject', () => {
  test('is in the answer of $fetch and not in what is stored', async () => {
    const query = `report=${ID}&subject=Patient/4711&encounter=Encounter/67`;
    const answer = await ask(gateway.url, 'get', '/fhir/DiagnosticReport/$fetch', { query });
    expect(answer.text).toContain('Patient/4711');
    const stored = await find(ID);
    expect(summaryOf(bundleIn(stored)).total).toBe(1);
    expect(stored.text).not.toMatch(/Patient\/4711|Encounter\/67/);
  });
});
