import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import type { AssertionKey, DestinationAuth } from '../../../src/deliver/destination/destination-auth.js';
import { judge } from '../../../src/deliver/policy/judge.js';
import type { Answer } from '../../../src/deliver/send/answer.js';
import { publicKeySet } from '../../../src/deliver/send/auth/assertion-key.js';
import { createSender, type SenderDeps } from '../../../src/deliver/send/create-sender.js';
import type { Sender } from '../../../src/deliver/send/sender.js';
import { plannedResource, sendTarget } from '../../helpers/send-target.js';
import { startStubServer, type StubRequest, type StubServer } from '../../helpers/stub-server.js';

const open: { close: () => Promise<void> }[] = [];
const folder = mkdtempSync(join(tmpdir(), 'derm-fhir-'));

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What a token endpoint answers to the nth request, from 1. */
type Grant = (count: number, request: StubRequest) => { status: number; body: unknown; headers?: object };

interface Hospital extends StubServer {
  readonly tokenRequests: () => readonly StubRequest[];
  readonly writes: () => readonly StubRequest[];
  /** Tokens that the FHIR server does not take any more. */
  readonly refused: Set<string>;
  /** What smart-configuration says. */
  configuration: object;
}

function token(count: number, expires_in: number | undefined = 300) {
  return { status: 200, body: { access_token: `token-${count}`, token_type: 'Bearer', expires_in } };
}

/** A FHIR server with an authorization server on the same origin. */
async function startHospital(grant: Grant = (count) => token(count)): Promise<Hospital> {
  const refused = new Set<string>();
  const isToken = ({ url }: StubRequest) => url === '/token';
  const stub = await startStubServer((response, request) => {
    if (isToken(request)) {
      const { status, body, headers } = grant(hospital.tokenRequests().length, request);
      response.writeHead(status, { ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    } else if (request.url === '/fhir/.well-known/smart-configuration') {
      response.end(JSON.stringify(hospital.configuration));
    } else response.writeHead(refused.has(request.headers.authorization ?? '') ? 401 : 200).end();
  });
  const hospital: Hospital = {
    ...stub,
    refused,
    configuration: { token_endpoint: `${stub.url}/token` },
    tokenRequests: () => stub.requests.filter(isToken),
    writes: () => stub.requests.filter(({ method }) => method === 'PUT'),
  };
  open.push(stub);
  return hospital;
}

function senderTo({ url }: StubServer, auth: DestinationAuth, deps: SenderDeps = {}): Sender {
  const sender = createSender(sendTarget(`${url}/fhir`, { auth }), deps);
  open.unshift(sender);
  return sender;
}

function send(sender: Sender): Promise<Answer> {
  return sender.send(plannedResource, 'x');
}

function authorisations({ writes }: Hospital): (string | undefined)[] {
  return writes().map(({ headers }) => headers.authorization);
}

const clock = { nowMs: 0 };
const secretAuth = (changes: object = {}): DestinationAuth => ({
  kind: 'oauth2',
  clientId: 'gateway',
  clientSecret: 'top secret+&',
  secretIn: 'basic',
  scope: 'system/*.cu',
  ...changes,
});

describe('credentials that stay', () => {
  test.each<[DestinationAuth, string, string | undefined]>([
    [{ kind: 'none' }, 'authorization', undefined],
    [{ kind: 'basic', user: 'gäte', password: 'p:w' }, 'authorization', 'Basic Z8OkdGU6cDp3'],
    [{ kind: 'bearer', token: 'abc' }, 'authorization', 'Bearer abc'],
    [{ kind: 'header', name: 'X-API-Key', value: 'k 1' }, 'x-api-key', 'k 1'],
  ])('%j are sent as %s: %s', async (auth, name, value) => {
    const hospital = await startHospital();
    const sender = senderTo(hospital, auth);
    await send(sender);
    await sender.get('metadata');
    expect(hospital.requests.map(({ headers }) => headers[name])).toEqual([value, value]);
    expect(sender.credentials()).toEqual(value === undefined ? [] : [value]);
  });

  test('are not sent a second time when they are refused', async () => {
    const hospital = await startHospital();
    hospital.refused.add('Bearer abc');
    expect(await send(senderTo(hospital, { kind: 'bearer', token: 'abc' }))).toMatchObject({ status: 401 });
    expect(hospital.writes()).toHaveLength(1);
  });
});

describe('a token in a file', () => {
  const file = join(folder, 'token');

  test('is read again when somebody has renewed it', async () => {
    const hospital = await startHospital();
    const sender = senderTo(hospital, { kind: 'bearer-file', file: given('one\n') });
    await send(sender);
    given('another');
    await send(sender);
    expect(authorisations(hospital)).toEqual(['Bearer one', 'Bearer another']);
    expect(sender.credentials()).toEqual(['Bearer one', 'Bearer another']);
  });

  test('is tried once more when it was refused and has changed meanwhile, and not else', async () => {
    const hospital = await startHospital();
    hospital.refused.add('Bearer one');
    const sender = senderTo(hospital, { kind: 'bearer-file', file: given('one') });
    expect(await send(sender)).toMatchObject({ status: 401 });
    expect(hospital.writes()).toHaveLength(1);
    given('two');
    expect(await send(sender)).toMatchObject({ status: 200 });
  });

  test.each([
    ['is gone', null],
    ['is empty', ' \n'],
    ['would add a header', 'a\r\nx: y'],
  ])('that %s means that nothing is sent', async (_what, text) => {
    const hospital = await startHospital();
    const auth = { kind: 'bearer-file', file: text === null ? join(folder, 'none') : given(text) } as const;
    expect(await send(senderTo(hospital, auth))).toEqual({
      kind: 'unanswered',
      code: 'TOKEN_UNAVAILABLE',
      isSent: false,
    });
    expect(hospital.requests).toEqual([]);
  });

  function given(text: string): string {
    writeFileSync(file, text);
    return file;
  }
});

describe('a client secret', () => {
  test('goes to the token endpoint in the header, form-encoded, and nowhere else', async () => {
    const hospital = await startHospital();
    await send(senderTo(hospital, secretAuth({ tokenUrl: `${hospital.url}/token` })));
    const [request] = hospital.tokenRequests();
    expect(request?.method).toBe('POST');
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      grant_type: 'client_credentials',
      scope: 'system/*.cu',
    });
    const shown = Buffer.from('gateway:top+secret%2B%26').toString('base64');
    expect(request?.headers).toMatchObject({
      authorization: `Basic ${shown}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    });
    expect(authorisations(hospital)).toEqual(['Bearer token-1']);
  });

  test('goes into the form where that is wanted', async () => {
    const hospital = await startHospital();
    const auth = secretAuth({ tokenUrl: `${hospital.url}/token`, secretIn: 'post', scope: undefined });
    await send(senderTo(hospital, auth));
    const [request] = hospital.tokenRequests();
    expect(request?.headers).not.toHaveProperty('authorization');
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'gateway',
      client_secret: 'top secret+&',
    });
  });
});

describe('an access token', () => {
  test('is asked for once, however many requests want it', async () => {
    const hospital = await startHospital();
    const sender = senderTo(hospital, secretAuth());
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(sender)));
    expect(answers.every((answer) => answer.kind === 'answered' && answer.status === 200)).toBe(true);
    expect(hospital.tokenRequests()).toHaveLength(1);
  });

  test('is renewed after four fifths of its life', async () => {
    clock.nowMs = 5_000;
    const hospital = await startHospital((count) => token(count, 100));
    const sender = senderTo(hospital, secretAuth(), { monotonicMs: () => clock.nowMs });
    for (const nowMs of [5_000, 84_999, 85_000]) {
      clock.nowMs = nowMs;
      await send(sender);
    }
    expect(authorisations(hospital)).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
    expect(sender.credentials()).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  test('is used to the end of its life when it cannot be renewed', async () => {
    clock.nowMs = 0;
    const hospital = await startHospital((count) =>
      count === 1 ? token(1, 100) : { status: 503, body: '' },
    );
    const sender = senderTo(hospital, secretAuth(), { monotonicMs: () => clock.nowMs });
    await send(sender);
    clock.nowMs = 99_999;
    expect(await send(sender)).toMatchObject({ status: 200 });
    clock.nowMs = 100_000;
    expect(await send(sender)).toEqual({ kind: 'unanswered', code: 'TOKEN_UNAVAILABLE', isSent: false });
  });

  test('that is refused is replaced once, for all that were refused with it', async () => {
    const hospital = await startHospital();
    const sender = senderTo(hospital, secretAuth());
    await send(sender);
    hospital.refused.add('Bearer token-1');
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(sender)));
    expect(answers.every((answer) => answer.kind === 'answered' && answer.status === 200)).toBe(true);
    expect(hospital.tokenRequests()).toHaveLength(2);
  });

  test('whose successor is refused as well leaves it at that: 401', async () => {
    const hospital = await startHospital();
    for (const count of [1, 2, 3]) hospital.refused.add(`Bearer token-${count}`);
    const answer = await send(senderTo(hospital, secretAuth()));
    expect(judge(answer, plannedResource, 0)).toMatchObject({ outcome: 'unauthorised', status: 401 });
    expect(authorisations(hospital)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  test('of which nobody says how long it lives is not kept long', async () => {
    clock.nowMs = 0;
    const hospital = await startHospital((count) => ({
      status: 200,
      body: { access_token: `token-${count}`, token_type: 'bearer', expires_in: 'soon' },
    }));
    const sender = senderTo(hospital, secretAuth(), { monotonicMs: () => clock.nowMs });
    await send(sender);
    clock.nowMs = 48_000;
    await send(sender);
    expect(hospital.tokenRequests()).toHaveLength(2);
  });
});

describe('no access token', () => {
  const skewed = { date: new Date(120_000).toUTCString() };
  const straight = { date: new Date(0).toUTCString() };

  test.each<[string, ReturnType<Grant>, string, string]>([
    [
      'it is refused',
      { status: 400, body: { error: 'invalid_client' }, headers: straight },
      'TOKEN_REFUSED',
      'unauthorised',
    ],
    [
      'it is refused, and clocks differ',
      { status: 401, body: '', headers: skewed },
      'TOKEN_REFUSED_CLOCK',
      'unauthorised',
    ],
    ['the endpoint fails', { status: 500, body: '' }, 'TOKEN_UNAVAILABLE', 'unreachable'],
    ['the endpoint is busy', { status: 429, body: '' }, 'TOKEN_UNAVAILABLE', 'unreachable'],
    ['there is no endpoint', { status: 404, body: '' }, 'TOKEN_ENDPOINT', 'misconfigured'],
    [
      'it is elsewhere',
      { status: 307, body: '', headers: { location: '/other' } },
      'TOKEN_ENDPOINT',
      'misconfigured',
    ],
    ['a page for people comes back', { status: 200, body: '<html>' }, 'TOKEN_ENDPOINT', 'misconfigured'],
    [
      'it is of another kind',
      { status: 200, body: { access_token: 'a', token_type: 'mac' } },
      'TOKEN_ENDPOINT',
      'misconfigured',
    ],
    [
      'it would add a header',
      { status: 200, body: { access_token: 'a\nx: y', token_type: 'bearer' } },
      'TOKEN_ENDPOINT',
      'misconfigured',
    ],
  ])('means that nothing is sent: %s', async (_why, given, code, outcome) => {
    const hospital = await startHospital(() => given);
    const answer = await send(senderTo(hospital, secretAuth(), { wallClockMs: () => 0 }));
    expect(answer).toEqual({ kind: 'unanswered', code, isSent: false });
    expect(judge(answer, plannedResource, 0).outcome).toBe(outcome);
    expect(hospital.writes()).toEqual([]);
  });

  test('comes of a token endpoint on another origin, unless the operator consents', async () => {
    const login = await startHospital();
    const hospital = await startHospital();
    hospital.configuration = { token_endpoint: `${login.url}/token` };
    const answer = await send(senderTo(hospital, secretAuth()));
    expect(answer).toEqual({ kind: 'unanswered', code: 'TOKEN_ORIGIN', isSent: false });
    expect(login.requests).toEqual([]);
    const consented = senderTo(hospital, secretAuth({ tokenOrigin: login.url }));
    expect(await send(consented)).toMatchObject({ status: 200 });
    expect(login.tokenRequests()).toHaveLength(1);
  });

  test('is tried again with the next request, after asking where', async () => {
    const hospital = await startHospital((count) => (count === 1 ? { status: 503, body: '' } : token(count)));
    const sender = senderTo(hospital, secretAuth());
    expect(await send(sender)).toMatchObject({ kind: 'unanswered' });
    expect(await send(sender)).toMatchObject({ status: 200 });
  });

  test('shows in no error: neither the secret nor what the server says', async () => {
    const hospital = await startHospital((_count, { headers, body }) => ({
      status: 400,
      body: { error: 'invalid_client', error_description: `${headers.authorization ?? ''} ${body}` },
    }));
    const auth = secretAuth({ secretIn: 'post', clientSecret: 'canary' });
    expect(JSON.stringify(await send(senderTo(hospital, auth)))).not.toContain('canary');
  });
});

describe('SMART Backend Services', () => {
  const rsa = keyOf('rsa-1', 'RS384');
  const ec = keyOf('ec-1', 'ES384');

  function keyOf(kid: string, alg: AssertionKey['alg']): AssertionKey {
    const { privateKey } =
      alg === 'RS384'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ec', { namedCurve: 'P-384' });
    return { kid, alg, pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
  }

  /** An authorization server that knows our published keys, and grants by them only. */
  async function startStrict(published: JSONWebKeySet): Promise<Hospital & { readonly jtis: Set<unknown> }> {
    const jtis = new Set<unknown>();
    const hospital = await startHospital();
    const strict = await startStubServer((response, request) => {
      const form = new URLSearchParams(request.body);
      jwtVerify(form.get('client_assertion') ?? '', createLocalJWKSet(published), {
        algorithms: ['RS384', 'ES384'],
        issuer: 'gateway',
        subject: 'gateway',
        audience: `${strict.url}/token`,
        typ: 'JWT',
        requiredClaims: ['jti', 'exp'],
      }).then(
        ({ payload }) => {
          const minutes = ((payload.exp ?? 0) - Date.now() / 1_000) / 60;
          const isFresh = minutes <= 5 && !jtis.has(payload.jti);
          jtis.add(payload.jti);
          const isForm =
            form.get('grant_type') === 'client_credentials' &&
            form.get('client_assertion_type') === 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
          response.writeHead(isFresh && isForm ? 200 : 400);
          response.end(JSON.stringify(token(jtis.size, 300).body));
        },
        () => response.writeHead(400).end('{"error":"invalid_client"}'),
      );
    });
    open.push(strict);
    hospital.configuration = { token_endpoint: `${strict.url}/token` };
    return Object.assign(hospital, { jtis });
  }

  function smart(hospital: Hospital, ...keys: AssertionKey[]): Sender {
    const tokenOrigin = new URL(Object.values(hospital.configuration).join('')).origin;
    return senderTo(hospital, {
      kind: 'smart-backend',
      clientId: 'gateway',
      tokenOrigin,
      scope: 'system/*.cu',
      keys,
    });
  }

  test.each([
    ['RS384', [rsa]],
    ['ES384', [ec]],
    ['the first key of several', [ec, rsa]],
  ])('signs with %s, which our key set verifies, and never the same twice', async (_what, keys) => {
    const hospital = await startStrict({ keys: [...publicKeySet(keys).keys] });
    const sender = smart(hospital, ...keys);
    expect(await send(sender)).toMatchObject({ status: 200 });
    hospital.refused.add('Bearer token-1');
    expect(await send(sender)).toMatchObject({ status: 200 });
    expect(hospital.jtis.size).toBe(2);
  });

  test('rotates: published first, then used, while the server that knows both keeps granting', async () => {
    const before = [rsa, ec];
    const after = [ec];
    const hospital = await startStrict({ keys: [...publicKeySet(before).keys] });
    expect(await send(smart(hospital, ...before))).toMatchObject({ status: 200 });
    expect(await send(smart(hospital, ...after))).toMatchObject({ status: 200 });
  });

  test('gets nothing with a key that the server does not know', async () => {
    const hospital = await startStrict({ keys: [...publicKeySet([rsa]).keys] });
    expect(await send(smart(hospital, ec))).toMatchObject({ kind: 'unanswered', code: 'TOKEN_REFUSED' });
  });

  test('publishes the public half of keys only, each once', () => {
    const { keys } = publicKeySet([rsa, ec, rsa]);
    expect(keys).toEqual([
      {
        kty: 'RSA',
        n: expect.any(String),
        e: 'AQAB',
        kid: 'rsa-1',
        alg: 'RS384',
        use: 'sig',
        key_ops: ['verify'],
      },
      {
        ...{ kty: 'EC', crv: 'P-384', x: expect.any(String), y: expect.any(String) },
        ...{ kid: 'ec-1', alg: 'ES384', use: 'sig', key_ops: ['verify'] },
      },
    ]);
    expect(() => publicKeySet([rsa, keyOf('rsa-1', 'RS384')])).toThrow(
      'two keys for assertions have the same kid',
    );
  });

  test.each<[string, AssertionKey]>([
    ['a key of another kind', { ...rsa, alg: 'ES384' }],
    ['what is no key', { ...rsa, pem: 'canary' }],
  ])('refuses %s, without a word of it', (_what, key) => {
    expect(() => publicKeySet([key])).toThrow(/^a key for assertions [^-]*$/);
  });
});
