import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, issuesIn, send } from '../../helpers/ask.js';
import { comparable, parseXml } from '../../helpers/parse-xml.js';
import { rawRequest } from '../../helpers/raw-request.js';
import { startTestGateway, type TestGateway } from '../../helpers/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const GET_PATHS = ['/', '/fhir/metadata', '/health/live', '/health/ready', '/openapi.yaml'];

describe('every address', () => {
  test.each(GET_PATHS)('%s answers GET and HEAD alike', async (path) => {
    const get = await ask(gateway.url, 'get', path);
    const head = await ask(gateway.url, 'head', path);
    expect([get.status, head.status]).toEqual([200, 200]);
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
    expect(get.headers).not.toHaveProperty('etag');
    expect(get.headers['content-length']).not.toBe('0');
  });

  test.each(GET_PATHS.slice(1))('%s answers with a trailing slash too', async (path) => {
    expect((await send(gateway.url, 'get', `${path}/`)).status).toBe(200);
  });

  test.each(GET_PATHS.filter((path) => !path.startsWith('/fhir')))(
    '%s is sent whole, for no copy of it is kept',
    async (path) => {
      const { status } = await ask(gateway.url, 'get', path, { headers: { 'If-None-Match': '*' } });
      expect(status).toBe(200);
    },
  );

  test.each(GET_PATHS)('%s refuses other methods with 405 and Allow', async (path) => {
    for (const method of ['post', 'put', 'patch', 'delete', 'trace'] as const) {
      const answer = await send(gateway.url, method, path);
      const { status, headers } = answer;
      expect([method, status, headers['allow'], issuesIn(answer)[0]?.code]).toEqual([
        method,
        405,
        'GET, HEAD, OPTIONS',
        'not-supported',
      ]);
    }
  });

  test.each([
    ['$translate', 'get', 'POST, OPTIONS'],
    ['$fetch', 'put', 'GET, HEAD, POST, OPTIONS'],
  ] as const)('%s refuses %s with 405 and Allow: %s', async (name, method, allow) => {
    const { status, headers } = await send(gateway.url, method, `/fhir/DiagnosticReport/${name}`);
    expect([status, headers['allow']]).toEqual([405, allow]);
  });

  test('tells its methods when asked with OPTIONS', async () => {
    const { status, headers } = await send(gateway.url, 'options', '/fhir/metadata');
    expect([status, headers['allow']]).toEqual([204, 'GET, HEAD, OPTIONS']);
  });

  test('sends the security headers of an API and none that name its software', async () => {
    const { headers } = await send(gateway.url, 'get', '/fhir/nothing');
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'referrer-policy': 'no-referrer',
      'strict-transport-security': expect.stringContaining('max-age='),
      'x-content-type-options': 'nosniff',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('etag');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('a percent-encoded path', () => {
  test.each(['/fhir/DiagnosticReport/%24fetch', '/%66hir/Diagnostic%52eport/$fetch'])(
    '%s is the same address',
    async (path) => {
      const answer = await send(gateway.url, 'get', path, {
        query: 'report=acne&_format=application%2Fjson',
      });
      expect([answer.status, JSON.parse(answer.text)]).toMatchObject([200, { resourceType: 'Bundle' }]);
    },
  );

  test('keeps what would make it another address', async () => {
    expect((await send(gateway.url, 'get', '/fhir%2Fmetadata')).status).toBe(404);
    expect((await send(gateway.url, 'get', '/fhir/metadata%3F_format=xml')).status).toBe(404);
  });
});

test('a target in absolute form is the same address (RFC 9112 §3.2.2)', async () => {
  const port = Number(new URL(gateway.url).port);
  const ask = (target: string) =>
    rawRequest(port, `GET ${target} HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n`);
  expect(await ask('http://a.test/fhir/metadata')).toMatch(/^HTTP\/1\.1 200 [^]*"CapabilityStatement"/);
  expect(await ask('HTTPS://a.test/fhir/%6Detadata?_format=json')).toMatch(/^HTTP\/1\.1 200 /);
  expect(await ask('http://a.test')).toMatch(/^HTTP\/1\.1 200 /);
  expect(await ask('http://a.test?x=1')).toMatch(/^HTTP\/1\.1 200 /);
});

describe('a request that HTTP forbids', () => {
  const close = 'Connection: close\r\n\r\n';

  test.each([
    ['has no Host', `GET /fhir/metadata HTTP/1.1\r\n${close}`, 400],
    ['has two of them', `GET /fhir/metadata HTTP/1.1\r\nHost: a.test\r\nHost: b.test\r\n${close}`, 400],
    [
      'expects what nobody promises',
      `GET /fhir/metadata HTTP/1.1\r\nHost: a.test\r\nExpect: foo\r\n${close}`,
      417,
    ],
  ])('because it %s gets an OperationOutcome', async (_, text, status) => {
    const answer = await rawRequest(Number(new URL(gateway.url).port), text);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [^]*\r\nContent-Type: application/fhir\\+json`));
    expect(JSON.parse(body)).toMatchObject({ resourceType: 'OperationOutcome' });
  });

  test('is not one of HTTP/1.0 without a Host, nor one that waits for 100', async () => {
    const port = Number(new URL(gateway.url).port);
    expect(await rawRequest(port, 'GET /health/live HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
    const waiting = `GET /health/live HTTP/1.1\r\nHost: a.test\r\nExpect: 100-continue\r\n${close}`;
    expect(await rawRequest(port, waiting)).toMatch(/^HTTP\/1\.1 (100 Continue\r\n\r\nHTTP\/1\.1 )?200 /);
  });
});

describe('an address that does not exist', () => {
  test.each([
    '/fhir',
    '/fhir/Patient',
    '/fhir/DiagnosticReport/$nothing',
    '/fhir/diagnosticreport/$fetch',
    '/FHIR/metadata',
    '/fhir/%24fetch',
    '/fhir/%E0%A4%A',
    '/x',
  ])('%s is 404 with an OperationOutcome', async (path) => {
    const answer = await send(gateway.url, 'get', path);
    expect([answer.status, issuesIn(answer)[0]?.code]).toEqual([404, 'not-found']);
    expect(answer.headers['content-type']).toBe('application/fhir+json; charset=utf-8');
  });

  test('is not echoed', async () => {
    const { text } = await send(gateway.url, 'get', '/fhir/canary-path-77aa?q=canary');
    expect(text).not.toContain('canary');
  });
});

describe('negotiation', () => {
  test.each([
    'application/fhir+json',
    'application/json',
    'text/json',
    'application/*',
    '*/*',
    'text/html, application/fhir+json;q=0.1',
    'application/fhir+json; fhirVersion=4.0',
  ])('takes Accept: %s', async (accept) => {
    expect((await ask(gateway.url, 'get', '/fhir/metadata', { headers: { Accept: accept } })).status).toBe(
      200,
    );
  });

  test('lets _format beat an Accept that cannot be met', async () => {
    const asked = { query: '_format=json', headers: { Accept: 'text/html' } };
    expect((await ask(gateway.url, 'get', '/fhir/metadata', asked)).status).toBe(200);
  });

  test('gives XML that says the same as JSON', async () => {
    const json = await ask(gateway.url, 'get', '/fhir/metadata');
    const xml = await ask(gateway.url, 'get', '/fhir/metadata', {
      headers: { Accept: 'application/fhir+xml' },
    });
    expect([xml.status, xml.headers['content-type'], xml.headers['vary']]).toEqual([
      200,
      'application/fhir+xml; charset=utf-8',
      'Accept',
    ]);
    expect(comparable(parseXml(xml.text))).toEqual(comparable(JSON.parse(json.text)));
  });

  test.each([
    ['/fhir/nothing', 404],
    ['/fhir/DiagnosticReport/$fetch', 400],
    ['/fhir/DiagnosticReport/$translate', 405],
  ])('holds for the error of %s, too (%d)', async (path, status) => {
    const { headers, text, status: got } = await send(gateway.url, 'get', path, { query: '_format=xml' });
    expect([got, headers['content-type'], headers['vary']]).toEqual([
      status,
      'application/fhir+xml; charset=utf-8',
      'Accept',
    ]);
    expect(parseXml(text)).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error' }],
    });
  });

  test.each(['_format=ttl', '_format=html', '_format=application/fhir%2Bxml;fhirVersion=3.0'])(
    'refuses %s with 406 in JSON',
    async (query) => {
      const answer = await ask(gateway.url, 'get', '/fhir/metadata', { query });
      expect([answer.status, issuesIn(answer)[0]?.code]).toEqual([406, 'not-supported']);
    },
  );

  test('is not asked for where there is no FHIR', async () => {
    const answer = await ask(gateway.url, 'get', '/health/live', { headers: { Accept: 'text/plain' } });
    expect(answer.status).toBe(200);
  });
});

describe('a gateway without a public name', () => {
  const textsOf = async (type: string) => {
    const asked = { query: `report=acne&type=${type}`, headers: { Prefer: 'return=OperationOutcome' } };
    const answer = await ask(gateway.url, 'get', '/fhir/DiagnosticReport/$fetch', asked);
    return issuesIn(answer).map(({ details }) => details?.text);
  };

  test('says that links in what is stored elsewhere lead nowhere', async () => {
    const warning = expect.stringMatching(/^Links in this transaction work on one machine only/);
    expect(await textsOf('transaction')).toContainEqual(warning);
    expect(await textsOf('collection')).not.toContainEqual(warning);
  });
});

describe('request ids', () => {
  test('of the caller are kept when they are harmless', async () => {
    const headers = { 'X-Request-Id': 'Mirth-2026.11_24' };
    const answer = await ask(gateway.url, 'get', '/fhir/metadata', { headers });
    expect(answer.headers['x-request-id']).toBe('Mirth-2026.11_24');
    expect(gateway.logLines.join('')).toContain('"requestId":"Mirth-2026.11_24"');
  });

  test.each(['has blanks', '"quoted"', 'x'.repeat(65), 'ünicode'])('such as %s are replaced', async (id) => {
    const answer = await ask(gateway.url, 'get', '/health/live', { headers: { 'X-Request-Id': id } });
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('are fresh for each request', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => ask(gateway.url, 'get', '/')));
    expect(new Set(answers.map(({ headers }) => headers['x-request-id'])).size).toBe(3);
  });
});

describe('the front page', () => {
  test('leads to addresses that answer', async () => {
    const { text } = await ask(gateway.url, 'get', '/');
    const { capabilities, description, health } = JSON.parse(text) as Record<
      'capabilities' | 'description',
      string
    > & {
      health: string[];
    };
    for (const address of [capabilities, description, ...health]) {
      expect((await fetch(new URL(address, gateway.url))).status).toBe(200);
    }
  });
});
