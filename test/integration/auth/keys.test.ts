import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { keyIdIn } from '../../../src/auth/api-key.js';
import { FAILURE_LIMIT } from '../../../src/auth/rate-limit.js';
import { ask, issuesIn, type Asked, type Method } from '../../helpers/ask.js';
import { startGatewayBesideCli, type GatewayBesideCli } from '../../helpers/gateway-beside-cli.js';

const FETCH = '/fhir/DiagnosticReport/$fetch';

let gateway: GatewayBesideCli;
let key: string;
beforeAll(async () => {
  gateway = await startGatewayBesideCli();
  key = await gateway.keys('create', '--client', 'engine');
});
afterAll(() => gateway.close());

function fetchReport(headers: Asked['headers'] = {}) {
  return ask(gateway.url, 'get', FETCH, { query: 'report=acne', headers });
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

describe('a gateway that asks for credentials', () => {
  test.each<[Method, string]>([
    ['get', '/'],
    ['get', '/openapi.yaml'],
    ['get', '/health/live'],
    ['get', '/health/ready'],
    ['get', '/fhir/metadata'],
    ['head', '/fhir/metadata'],
  ])('answers everybody: %s %s', async (method, path) => {
    expect((await ask(gateway.url, method, path)).status).toBe(200);
  });

  test('answers everybody at an open address with a slash at its end, as routes do', async () => {
    expect((await fetch(`${gateway.url}/fhir/metadata/`)).status).toBe(200);
  });

  test('refuses everything else, with what it would take', async () => {
    const answer = await fetchReport();
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe(
      'Bearer realm="derm-fhir-gateway", Basic realm="derm-fhir-gateway", charset="UTF-8"',
    );
    expect(issuesIn(answer)).toMatchObject([{ severity: 'error', code: 'login' }]);
  });

  test.each([
    '/fhir/metadata/x',
    '/fhir/Metadata',
    '/health/live/..%2f..%2ffhir',
    '//fhir/metadata',
    '/fhir/DiagnosticReport/unknown',
    '/nothing',
  ])('does not tell whether there is anything at %s', async (path) => {
    const response = await fetch(`${gateway.url}${path}`);
    expect(response.status).toBe(401);
  });

  test.each<[string, () => Record<string, string>]>([
    ['X-API-Key', () => ({ 'X-API-Key': key })],
    ['Bearer', () => ({ Authorization: `Bearer ${key}` })],
    ['Basic', () => ({ Authorization: basic(keyIdIn(key) ?? '', key) })],
  ])('takes a key as %s', async (_how, headers) => {
    expect((await fetchReport(headers())).status).toBe(200);
  });

  test('says of a bad key only that it is bad', async () => {
    const wrong = `${key.slice(0, -4)}AAAA`;
    const unknown = key.replace(/^dfg_.{16}/, 'dfg_0000000000000000');
    const answers = [
      await fetchReport({ 'X-API-Key': wrong, 'X-Request-Id': 'one' }),
      await fetchReport({ 'X-API-Key': unknown, 'X-Request-Id': 'one' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    expect(answers[0]?.text).toBe(answers[1]?.text);
    expect(answers[0]?.headers['www-authenticate']).toContain('error="invalid_token"');
  });

  test('refuses two keys at once with 400', async () => {
    const other = await gateway.keys('create', '--client', 'other');
    const answer = await fetchReport({ 'X-API-Key': key, Authorization: `Bearer ${other}` });
    expect([answer.status, issuesIn(answer)[0]?.code]).toEqual([400, 'structure']);
    expect(answer.text).not.toContain(other);
  });

  test('refuses with 403 what the scopes of a key do not permit', async () => {
    const narrow = await gateway.keys(
      'create',
      '--client',
      'narrow',
      '--scope',
      'system/DiagnosticReport.rs',
    );
    const answer = await fetchReport({ 'X-API-Key': narrow });
    expect([answer.status, issuesIn(answer)[0]?.code]).toEqual([403, 'forbidden']);
  });

  test('takes a key that is made while it runs, and none that was revoked before its first use', async () => {
    const made = await gateway.keys('create', '--client', 'late');
    await gateway.keys('revoke', keyIdIn(made) ?? '');
    expect((await fetchReport({ 'X-API-Key': made })).status).toBe(401);
    const next = await gateway.keys('create', '--client', 'late');
    expect((await fetchReport({ 'X-API-Key': next })).status).toBe(200);
  });

  test('logs who called, why somebody was refused, and no part of a secret', async () => {
    const made = await gateway.keys('create', '--client', 'logged', '--tenant', 'north');
    await fetchReport({ Authorization: basic(keyIdIn(made) ?? '', made) });
    await fetchReport({ 'X-API-Key': `${made.slice(0, -4)}AAAA` });
    const lines = gateway.logLines.map((line): unknown => JSON.parse(line));
    expect(lines).toContainEqual(expect.objectContaining({ client: 'logged', tenant: 'north' }));
    expect(lines).toContainEqual(expect.objectContaining({ status: 401, kind: 'key-wrong' }));
    const secret = made.slice(-43);
    const forms = [secret, secret.slice(0, 20), Buffer.from(made).toString('base64').slice(4, 40)];
    for (const form of forms) expect(gateway.logLines.join('\n')).not.toContain(form);
  });
});

describe('a limit', () => {
  let limited: GatewayBesideCli;
  afterEach(() => limited.close());

  test('holds up a client that calls too often, and nobody else', async () => {
    limited = await startGatewayBesideCli({ RATE_LIMIT: '2' });
    const [a, b] = [
      await limited.keys('create', '--client', 'a'),
      await limited.keys('create', '--client', 'b'),
    ];
    const second = await limited.keys('create', '--client', 'a');
    const call = (text: string) =>
      ask(limited.url, 'get', FETCH, { query: 'report=acne', headers: { 'X-API-Key': text } });
    expect([(await call(a)).status, (await call(second)).status]).toEqual([200, 200]);
    const answer = await call(a);
    expect([answer.status, issuesIn(answer)[0]?.code]).toEqual([429, 'throttled']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect((await call(b)).status).toBe(200);
  });

  test('holds up bad credentials from one address, and no good ones', async () => {
    limited = await startGatewayBesideCli();
    const good = await limited.keys('create', '--client', 'a');
    const call = (text: string) =>
      ask(limited.url, 'get', FETCH, { query: 'report=acne', headers: { 'X-API-Key': text } });
    const statuses = [];
    for (let at = 0; at <= FAILURE_LIMIT; at += 1) statuses.push((await call(`${good}x`)).status);
    expect([statuses.at(0), statuses.at(-2), statuses.at(-1)]).toEqual([401, 401, 429]);
    expect((await call(good)).status).toBe(200);
  });
});
