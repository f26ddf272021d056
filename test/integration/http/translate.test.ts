import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Bundle } from 'fhir/r4.js';
import { ask, bundleIn, issuesIn, type Asked } from '../../helpers/ask.js';
import { rawFixtures, rawJson, rawText } from '../../helpers/fixture.js';
import { startTestGateway, type TestGateway } from '../../helpers/gateway.js';
import { patched } from '../../helpers/patch.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ PUBLIC_BASE_URL: 'https://gateway.test/fhir', BODY_LIMIT: '200000' });
});
afterAll(() => gateway.close());

const JSON_TYPE = { 'Content-Type': 'application/json' };

function translate(body: string | Buffer, asked: Asked = {}) {
  const headers = { ...JSON_TYPE, ...asked.headers };
  return ask(gateway.url, 'post', '/fhir/DiagnosticReport/$translate', { ...asked, headers, body });
}

function reportIn({ entry = [] }: Bundle) {
  return entry.find(({ resource }) => resource?.resourceType === 'DiagnosticReport')?.resource;
}

describe('$translate answers', () => {
  test('a collection with absolute addresses under the public base', async () => {
    const answer = await translate(rawText('acne-full'));
    expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(answer.headers['content-type']).toBe('application/fhir+json; charset=utf-8');
    const bundle = bundleIn(answer);
    expect(bundle.type).toBe('collection');
    expect(bundle.entry).toHaveLength(17);
    const addresses = bundle.entry?.map(({ fullUrl }) => fullUrl ?? '') ?? [];
    expect(addresses.filter((url) => !url.startsWith('https://gateway.test/fhir/'))).toEqual([]);
  });

  test.each([
    ['transaction', /^Device\/[0-9a-f-]{36}$/],
    ['transaction-conditional', /^Device\?identifier=/],
  ])('a %s for FHIR servers', async (type, firstUrl) => {
    const bundle = bundleIn(await translate(rawText('acne-full'), { query: `type=${type}` }));
    expect(bundle.type).toBe('transaction');
    expect(bundle.entry?.[0]?.request?.url).toMatch(firstUrl);
  });

  test('the same bytes each time', async () => {
    const [first, second] = await Promise.all([
      translate(rawText('acne-full')),
      translate(rawText('acne-full')),
    ]);
    expect(first.text).toBe(second.text);
  });

  test.each(rawFixtures)('%s without an error of the self-check', async (name) => {
    expect((await translate(rawText(name))).status).toBe(200);
  });

  test.each([
    'application/fhir+json',
    'application/json; charset=utf-8',
    'text/json',
    'application/fhir+json; fhirVersion=4.0',
  ])('a body that says it is %s', async (type) => {
    expect((await translate(rawText('acne-full'), { headers: { 'Content-Type': type } })).status).toBe(200);
  });

  test('with the subject, the encounter and the language that the caller names', async () => {
    const query = 'subject=https%3A%2F%2Fhospital.test%2Fmrn%7C12+345&encounter=Encounter/67&locale=pt_br';
    // The language of a body is what it is, whatever the client would like better.
    const answer = await translate(rawText('acne-full'), { query, headers: { 'Accept-Language': 'es' } });
    expect(answer.headers['content-language']).toBe('pt-BR');
    expect(reportIn(bundleIn(answer))).toMatchObject({
      language: 'pt-BR',
      subject: { type: 'Patient', identifier: { system: 'https://hospital.test/mrn', value: '12 345' } },
      encounter: { reference: 'Encounter/67' },
    });
  });

  test('indented when asked for it, with the same content', async () => {
    const [dense, pretty] = await Promise.all([
      translate(rawText('acne-full')),
      translate(rawText('acne-full'), { query: '_pretty=true' }),
    ]);
    expect(pretty.text).toContain('\n  "resourceType": "Bundle"');
    expect(bundleIn(pretty)).toEqual(bundleIn(dense));
  });
});

describe('doubts of $translate', () => {
  test('are counted in a header and are no entries of the Bundle', async () => {
    const { headers, text } = await translate(rawText('acne-full'));
    expect(headers['x-translation-issues']).toMatch(/^error=0, warning=[1-9]\d*, information=\d+$/);
    expect(text).not.toContain('OperationOutcome');
  });

  test('are told in full when preferred, with pointers into the body as it was sent', async () => {
    const answer = await translate(rawText('acne-full'), {
      headers: { Prefer: 'handling=strict; return=OperationOutcome' },
    });
    const { status, headers } = answer;
    expect([status, headers['preference-applied']]).toEqual([200, 'return=OperationOutcome']);
    expect(headers['vary']).toBe('Prefer, Accept');
    const issue = issuesIn(answer);
    const counts = (headers['x-translation-issues'] ?? '').match(/\d+/g)?.map(Number) ?? [];
    expect(issue).toHaveLength(counts.reduce((sum, count) => sum + count, 0));
    expect(issue.map(({ diagnostics }) => diagnostics)).toContain(
      '/data/result/scoringSystems/0/score/severity/value',
    );
  });
});

describe('$translate refuses', () => {
  async function refusal(body: string | Buffer, asked: Asked = {}) {
    const answer = await translate(body, asked);
    return { status: answer.status, issue: issuesIn(answer) };
  }

  test('what is JSON and no report, each place with its rule (422)', async () => {
    const broken = patched(rawJson('acne-full'), {
      '/data/id': undefined,
      '/data/result/conclusions/0/probability': { high: true },
    });
    const { status, issue } = await refusal(JSON.stringify(broken));
    expect(status).toBe(422);
    expect(issue.map(({ severity, code, diagnostics }) => [severity, code, diagnostics])).toEqual([
      ['error', 'required', '/data/id'],
      ['error', 'structure', '/data/result/conclusions/0/probability'],
    ]);
  });

  test('a report that the vendor failed to make (422)', async () => {
    const { status } = await refusal('{"success":false,"errorCode":"X","data":null}');
    expect(status).toBe(422);
  });

  test.each([['[]'], ['"text"'], ['null'], ['{}']])('the JSON document %s (422)', async (body) => {
    expect((await refusal(body)).status).toBe(422);
  });

  test('a document that is nested too deeply (422)', async () => {
    const { status, issue } = await refusal(`{"id":"x","extraData":${'['.repeat(5000)}${']'.repeat(5000)}}`);
    expect([status, issue[0]?.code]).toEqual([422, 'too-costly']);
  });

  test.each([
    ['is empty', ''],
    ['ends too early', '{"id":'],
    ['is no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
  ])('a body that %s (400)', async (_, body) => {
    const { status, issue } = await refusal(body);
    expect([status, issue[0]?.code]).toEqual([400, 'structure']);
  });

  test('to quote the body in its answer', async () => {
    const { text } = await translate('{"id": "canary-body-81c2", nonsense');
    expect(text).not.toContain('canary');
  });

  test.each([
    ['type=document', 'type'],
    ['type=collection&type=transaction', 'type'],
    ['locale=english', 'locale'],
    ['subject=12345', 'subject'],
    ['subject=Encounter/1', 'subject'],
    ['encounter=%7C', 'encounter'],
    ['_format=json&_format=json', '_format'],
  ])('the parameters %s, naming the one that is wrong (400)', async (query, name) => {
    const { status, issue } = await refusal(rawText('acne-full'), { query });
    expect([status, issue[0]?.code]).toEqual([400, 'value']);
    expect(issue[0]?.details?.text).toContain(`Parameter ${name} `);
  });

  test('a query that is not percent-encoded as it should be (400)', async () => {
    const { status, issue } = await refusal(rawText('acne-full'), { query: 'subject=%E0%A4%A' });
    expect([status, issue[0]?.code]).toEqual([400, 'structure']);
  });

  test('a parameter that it does not know, under strict handling only (400)', async () => {
    const query = 'colour=red';
    expect((await translate(rawText('acne-full'), { query })).status).toBe(200);
    const { status, issue } = await refusal(rawText('acne-full'), {
      query,
      headers: { Prefer: 'handling=strict' },
    });
    expect([status, issue[0]?.code]).toEqual([400, 'not-supported']);
  });

  test.each([
    ['application/fhir+xml', {}],
    ['text/plain', {}],
    ['application/json; charset=latin1', {}],
    ['application/fhir+json; fhirVersion=5.0', {}],
    ['application/json', { 'Content-Encoding': 'gzip' }],
  ])('a body that is %s %o (415)', async (type, more) => {
    const { status, issue } = await refusal('{}', { headers: { 'Content-Type': type, ...more } });
    expect([status, issue[0]?.code]).toEqual([415, 'not-supported']);
  });

  test('a body without a type (415)', async () => {
    const response = await fetch(`${gateway.url}/fhir/DiagnosticReport/$translate`, {
      method: 'POST',
      body: Buffer.from(rawText('acne-full')),
    });
    expect(response.status).toBe(415);
  });

  test('a body over the limit (413)', async () => {
    const { status, issue } = await refusal(`{"id":"${'x'.repeat(200_000)}"}`);
    expect([status, issue[0]?.code]).toEqual([413, 'too-long']);
  });

  test.each(['text/turtle', 'text/html', 'application/fhir+json; fhirVersion=3.0', 'application/json;q=0'])(
    'to answer in %s (406)',
    async (accept) => {
      const { status, issue } = await refusal(rawText('acne-full'), { headers: { Accept: accept } });
      expect([status, issue[0]?.code]).toEqual([406, 'not-supported']);
    },
  );
});
