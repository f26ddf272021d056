import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { CASE_NOTES } from '../../../src/vendor/sandbox/case-notes.js';
import type { FaultInput } from '../../../src/vendor/sandbox/sandbox.js';
import { ask, bundleIn, issuesIn } from '../../helpers/ask.js';
import { startTestGateway, type TestGateway } from '../../helpers/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ PUBLIC_BASE_URL: 'https://gateway.test/fhir' });
});
afterEach(() => {
  gateway.vendor.faults.clear();
});
afterAll(() => gateway.close());

const PATH = '/fhir/DiagnosticReport/$fetch';

function fetchReport(query: string, headers: Record<string, string> = {}) {
  return ask(gateway.url, 'get', PATH, { query, headers });
}

function fetchByPost(parameter: readonly object[], resourceType = 'Parameters') {
  return ask(gateway.url, 'post', PATH, {
    headers: { 'Content-Type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType, parameter }),
  });
}

describe('$fetch by POST', () => {
  test('answers as by GET', async () => {
    const asked = [
      { name: 'report', valueString: 'acne' },
      { name: 'locale', valueCode: 'es' },
    ];
    const [posted, got] = await Promise.all([fetchByPost(asked), fetchReport('report=acne&locale=es')]);
    expect([posted.status, posted.text]).toEqual([200, got.text]);
  });

  test.each([
    ['a parameter that is no text', [{ name: 'report', valueInteger: 1 }], 400],
    [
      'a parameter that stands twice',
      [
        { name: 'report', valueString: 'acne' },
        { name: 'report', valueString: 'acne' },
      ],
      400,
    ],
    ['a parameter that is missing', [], 400],
  ])('refuses %s', async (_what, asked, status) => {
    expect((await fetchByPost(asked)).status).toBe(status);
  });

  test('refuses a body that is no Parameters resource', async () => {
    expect((await fetchByPost([], 'Bundle')).status).toBe(422);
  });
});

describe('$fetch answers', () => {
  test('the report that the vendor has, translated', async () => {
    const answer = await fetchReport('report=acne');
    expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(bundleIn(answer).type).toBe('collection');
    expect(bundleIn(answer).entry).toHaveLength(17);
  });

  test('the same under an id with +, / and =, encoded once', async () => {
    const handle = gateway.vendor.reports[0]?.handle ?? '';
    expect(handle).toMatch(/\+.*\/|\/.*\+/);
    const [byHandle, byName] = await Promise.all([
      fetchReport(`report=${encodeURIComponent(handle)}`),
      fetchReport('report=acne'),
    ]);
    expect(byHandle.text).toBe(byName.text);
  });

  test.each(CASE_NOTES.map(({ id }) => id))('the report %s of the sandbox', async (id) => {
    expect((await fetchReport(`report=${id}&type=transaction`)).status).toBe(200);
  });

  test('in the language that the caller names, which the vendor is asked for', async () => {
    const resources = bundleIn(await fetchReport('report=acne&locale=es')).entry?.map(
      ({ resource }) => resource,
    );
    const report = resources?.find((resource) => resource?.resourceType === 'DiagnosticReport');
    expect(report).toMatchObject({ language: 'es', conclusionCode: [{ text: 'Acné' }] });
  });

  test.each([
    ['es-ES', 'es'],
    ['tlh', 'en'],
  ])('for the language %s in %s, which the vendor speaks', async (wanted, told) => {
    const { entry = [] } = bundleIn(await fetchReport(`report=acne&locale=${wanted}`));
    expect(
      entry.find(({ resource }) => resource?.resourceType === 'DiagnosticReport')?.resource,
    ).toMatchObject({ language: told });
  });

  test.each([
    ['Accept-Language names', '', { 'Accept-Language': 'tlh, es-MX;q=0.8, en;q=0.5' }, 'es'],
    ['locale names, whatever Accept-Language says', '&locale=en', { 'Accept-Language': 'es' }, 'en'],
    ['is usual', '', {}, 'en'],
  ])('in the language that %s, and tells it', async (_, query, headers, language) => {
    const answer = await fetchReport(`report=psoriasis${query}`, headers);
    const report = bundleIn(answer).entry?.find(
      ({ resource }) => resource?.resourceType === 'DiagnosticReport',
    );
    expect([report?.resource?.language, answer.headers['content-language']]).toEqual([language, language]);
    expect(answer.headers['vary']).toContain('Accept-Language');
  });

  test('the doubts in the place of the Bundle when they are preferred', async () => {
    const answer = await fetchReport('report=acne', { Prefer: 'return=OperationOutcome' });
    expect([answer.status, issuesIn(answer)[0]?.severity]).toEqual([200, 'information']);
  });

  test('HEAD with the headers of GET and no body', async () => {
    const [head, get] = await Promise.all([
      ask(gateway.url, 'head', PATH, { query: 'report=acne' }),
      fetchReport('report=acne'),
    ]);
    expect(head.status).toBe(200);
    expect(head.text).toBeFalsy();
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
  });
});

describe('$fetch tells what the vendor did', () => {
  const rows: [FaultInput, status: number, code: string, retryAfter: string | null][] = [
    [{ kind: 'unauthorized' }, 502, 'exception', null],
    [{ kind: 'throttle', retryAfterSeconds: 7 }, 503, 'throttled', '7'],
    [{ kind: 'server-error', status: 500 }, 502, 'transient', null],
    [{ kind: 'server-error', status: 503 }, 502, 'transient', null],
    [{ kind: 'truncated-json' }, 502, 'structure', null],
    [{ kind: 'not-json' }, 502, 'structure', null],
    [{ kind: 'success-false', errorCode: 'ANALYSIS_FAILED' }, 502, 'processing', null],
    [{ kind: 'reset' }, 502, 'transient', null],
    [{ kind: 'redirect' }, 502, 'exception', null],
    [{ kind: 'oversize' }, 502, 'too-long', null],
  ];

  test.each(rows)('%j as %i %s, Retry-After %s', async (fault, status, code, retryAfter) => {
    gateway.vendor.faults.set(fault);
    const answer = await fetchReport('report=acne');
    const [issue] = issuesIn(answer);
    expect([answer.status, issue?.severity, issue?.code]).toEqual([status, 'error', code]);
    expect(answer.headers['retry-after'] ?? null).toBe(retryAfter);
  });

  test.each<[FaultInput]>([[{ kind: 'latency', ms: 60_000 }], [{ kind: 'drip', ms: 60_000 }]])(
    '%j as 504 timeout, when the time is over',
    async (fault) => {
      const impatient = await startTestGateway({ VENDOR_TOTAL_TIMEOUT_MS: '200' });
      impatient.vendor.faults.set(fault);
      const answer = await ask(impatient.url, 'get', PATH, { query: 'report=acne' });
      await impatient.close();
      expect([answer.status, issuesIn(answer)[0]?.code]).toEqual([504, 'timeout']);
    },
  );

  test('that it has no such report (404)', async () => {
    const answer = await fetchReport('report=no-such-report');
    expect([answer.status, issuesIn(answer)[0]?.code]).toEqual([404, 'not-found']);
  });
});

describe('$fetch refuses', () => {
  test.each([
    ['', 'required'],
    ['report=', 'required'],
    ['report=a%2F..%2Fb', 'value'],
    ['report=%0d%0aX', 'value'],
    [`report=${'x'.repeat(600)}`, 'value'],
    ['report=acne&report=empty', 'value'],
    ['report=acne&locale=!', 'value'],
    ['report=acne&type=batch', 'value'],
  ])('the query %j before it asks the vendor (400, %s)', async (query, code) => {
    const answer = await fetchReport(query);
    expect([answer.status, issuesIn(answer)[0]?.code]).toEqual([400, code]);
  });

  test('to answer in Turtle, without asking the vendor', async () => {
    gateway.vendor.faults.set({ kind: 'reset' });
    const { status } = await fetchReport('report=acne&_format=ttl', { Accept: 'application/fhir+json' });
    expect(status).toBe(406);
  });
});
