import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportJWK, exportSPKI, importJWK, type CryptoKey } from 'jose';
import { send } from '../../helpers/ask.js';
import {
  AUDIENCE,
  makeSigningKey,
  startAuthorizationServer,
  tokenOf,
  type AuthorizationServer,
  type SigningKey,
  type TokenChanges,
} from '../../helpers/authorization-server.js';
import { startTestGateway, type TestGateway } from '../../helpers/gateway.js';

let ec: SigningKey;
let ec384: SigningKey;
let rsa: SigningKey;
let stranger: SigningKey;
let server: AuthorizationServer;
let gateway: TestGateway;

beforeAll(async () => {
  [ec, ec384, rsa, stranger] = await Promise.all([
    makeSigningKey('ES256', 'ec'),
    makeSigningKey('ES384', 'ec384'),
    makeSigningKey('RS256', 'rsa'),
    makeSigningKey('ES256', 'ec'),
  ]);
  server = await startAuthorizationServer(ec, ec384, rsa);
  gateway = await startTestGateway({
    AUTH: 'on',
    ...oauth(server),
    OAUTH_TENANT_CLAIM: 'hospital',
    TRUST_PROXY: '1',
  });
});

afterAll(async () => {
  await gateway.close();
  await server.close();
});

function oauth({ issuer, jwksUrl }: AuthorizationServer) {
  return { OAUTH_ISSUER: issuer, OAUTH_AUDIENCE: AUDIENCE, OAUTH_JWKS_URL: jwksUrl };
}

function ofHospital({ header = {}, claims = {} }: TokenChanges = {}): TokenChanges {
  return { header, claims: { hospital: 'default', ...claims } };
}

let sent = 0;

/** Each time from another address, so that the bad ones are not too many from one. */
function fetchReport(token: string, { url }: { url: string } = gateway) {
  sent += 1;
  const headers = { Authorization: `Bearer ${token}`, 'X-Forwarded-For': `192.0.2.${sent}` };
  return send(url, 'get', '/fhir/DiagnosticReport/$fetch', { query: 'report=acne', headers });
}

async function statusOf(token: string): Promise<number> {
  return (await fetchReport(token)).status;
}

const seconds = () => Math.floor(Date.now() / 1000);

describe('an access token', () => {
  test.each([
    ['ES256', () => ec],
    ['ES384', () => ec384],
    ['RS256', () => rsa],
    ['RS384', () => rsa],
    ['PS256', () => rsa],
  ])('signed with %s opens', async (alg, keyOf) => {
    const key = keyOf();
    const privateKey = await asAlgorithm(key, alg);
    expect(await statusOf(await tokenOf({ ...key, alg, privateKey }, ofHospital()))).toBe(200);
  });

  test.each<[string, TokenChanges]>([
    ['that has just expired, within half a minute', { claims: { exp: seconds() - 15 } }],
    ['for several audiences', { claims: { aud: ['https://other.test', AUDIENCE] } }],
    ['with its scopes in an array', { claims: { scope: ['openid', 'system/*.read'] } }],
    ['of RFC 9068', { header: { typ: 'at+jwt' } }],
    ['without a type', { header: { typ: undefined } }],
    ['of a client that is its own subject', { claims: { client_id: undefined, sub: 'engine' } }],
  ])('%s opens', async (_what, changes) => {
    expect(await statusOf(await tokenOf(ec, ofHospital(changes)))).toBe(200);
  });

  test.each<[string, TokenChanges]>([
    ['that has expired', { claims: { exp: seconds() - 120 } }],
    ['that never expires', { claims: { exp: undefined } }],
    ['that is not valid yet', { claims: { nbf: seconds() + 600 } }],
    ['that was made yesterday', { claims: { iat: seconds() - 90_000 } }],
    ['that does not say when it was made', { claims: { iat: undefined } }],
    ['that was made tomorrow', { claims: { iat: seconds() + 86_400 } }],
    ['for another audience', { claims: { aud: 'https://other.test/fhir' } }],
    ['for no audience', { claims: { aud: undefined } }],
    ['for an audience that only begins like ours', { claims: { aud: `${AUDIENCE}/x` } }],
    ['of another issuer', { claims: { iss: 'https://other.test' } }],
    ['of no issuer', { claims: { iss: undefined } }],
    ['of another type', { header: { typ: 'logout+jwt' } }],
    ['with an unknown key id', { header: { kid: 'unknown' } }],
  ])('%s is 401', async (_what, changes) => {
    const answer = await fetchReport(await tokenOf(ec, ofHospital(changes)));
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toContain('error="invalid_token"');
  });

  test.each<[string, () => Promise<string>]>([
    ['signed by somebody else with the same key id', () => tokenOf(stranger, ofHospital())],
    ['that was changed', async () => changed(await tokenOf(ec, ofHospital()))],
    ['without a signature (alg none)', () => Promise.resolve(unsigned())],
    ['signed with the public key as a secret (HS256)', () => confused()],
    ['with an algorithm that is not listed (RS512)', async () => listedNot()],
    ['that is cut off', async () => (await tokenOf(ec, ofHospital())).slice(0, -5)],
    ['that is no JSON', () => Promise.resolve('AAAA.AAAA.AAAA')],
    ['that says it is signed with another kind of key', () => asOtherKind()],
  ])('%s is 401', async (_what, make) => {
    expect(await statusOf(await make())).toBe(401);
  });

  test.each([
    ['jku', () => ({ jku: `${lure.url}/keys` })],
    ['x5u', () => ({ x5u: `${lure.url}/keys` })],
    ['jwk', () => ({ jwk: stranger.publicJwk })],
  ])('that brings its own key (%s) is 401, and nobody is asked', async (_what, header) => {
    expect(await statusOf(await tokenOf(stranger, ofHospital({ header: header() })))).toBe(401);
    expect(lure.requests).toEqual([]);
  });

  let lure: AuthorizationServer;
  beforeAll(async () => {
    lure = await startAuthorizationServer(stranger);
  });
  afterAll(() => lure.close());

  test.each<[string, TokenChanges]>([
    ['without a scope', { claims: { scope: undefined } }],
    ['with a scope of another kind', { claims: { scope: 7 } }],
    ['with scopes of users and patients', { claims: { scope: 'user/*.rs patient/*.rs' } }],
    ['with a scope for one of the types', { claims: { scope: 'system/DiagnosticReport.rs' } }],
    ['with a restricted scope', { claims: { scope: 'system/*.rs?_id=1' } }],
    ['that names no tenant', { claims: { hospital: undefined } }],
    ['that names several tenants', { claims: { hospital: ['north', 'south'] } }],
    ['whose tenant is no name', { claims: { hospital: '../north' } }],
    ['that names no client', { claims: { client_id: undefined } }],
    ['whose client has a line break', { claims: { client_id: 'a\nb' } }],
  ])('%s is 403', async (_what, changes) => {
    const answer = await fetchReport(await tokenOf(ec, ofHospital(changes)));
    expect(answer.status).toBe(403);
    expect(answer.headers['www-authenticate']).toContain('error="insufficient_scope"');
  });

  test('names its client and tenant in the log, and is nowhere in it', async () => {
    const token = await tokenOf(ec, { claims: { client_id: 'logged-client', hospital: 'north' } });
    await send(gateway.url, 'get', '/fhir/DiagnosticReport', {
      headers: { Authorization: `Bearer ${token}` },
    });
    await fetchReport(changed(token));
    const line = gateway.logLines.find((text) => text.includes('logged-client'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ client: 'logged-client', tenant: 'north', status: 200 });
    const [head = '', payload = '', signature = ''] = token.split('.');
    const all = gateway.logLines.join('\n');
    for (const part of [head, payload, signature]) expect(all).not.toContain(part);
  });
});

describe('the keys of the authorization server', () => {
  test('are fetched once, however many unknown key ids come', async () => {
    await statusOf(await tokenOf(ec, ofHospital()));
    const before = server.requests.length;
    const unknown = Array.from({ length: 20 }, (_item, at) =>
      tokenOf(ec, { header: { kid: `flood-${at}` } }),
    );
    const statuses = await Promise.all(unknown.map(async (token) => statusOf(await token)));
    expect(new Set(statuses)).toEqual(new Set([401]));
    expect(server.requests.length).toBe(before);
  });

  test('let nobody in while they cannot be had: 503 with Retry-After', async () => {
    const down = await startAuthorizationServer(ec);
    down.isDown = true;
    const other = await startTestGateway({ AUTH: 'on', ...oauth(down) });
    const answer = await fetchReport(await tokenOf(ec), other);
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '30']);
    await other.close();
    await down.close();
  });
});

/** The same RSA key for another algorithm of RSA. */
async function asAlgorithm({ privateKey, alg: own }: SigningKey, alg: string): Promise<CryptoKey> {
  if (own === alg) return privateKey;
  const key = await importJWK(await exportJWK(privateKey), alg);
  if (key instanceof Uint8Array) throw new Error('not a key pair');
  return key;
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

const PAYLOAD = {
  iss: 'https://login.test',
  aud: AUDIENCE,
  iat: seconds(),
  exp: seconds() + 300,
  client_id: 'engine',
  hospital: 'north',
  scope: 'system/*.rs',
};

function unsigned(): string {
  return `${encoded({ alg: 'none', kid: 'ec' })}.${encoded(PAYLOAD)}.AA`;
}

async function confused(): Promise<string> {
  const publicKey = await importJWK(rsa.publicJwk, 'RS256', { extractable: true });
  if (publicKey instanceof Uint8Array) throw new Error('not a public key');
  const text = `${encoded({ alg: 'HS256', kid: 'rsa' })}.${encoded(PAYLOAD)}`;
  return `${text}.${createHmac('sha256', await exportSPKI(publicKey))
    .update(text)
    .digest('base64url')}`;
}

async function listedNot(): Promise<string> {
  return tokenOf({ ...rsa, alg: 'RS512', privateKey: await asAlgorithm(rsa, 'RS512') }, ofHospital());
}

async function asOtherKind(): Promise<string> {
  const [, payload = '', signature = ''] = (await tokenOf(ec, ofHospital())).split('.');
  return `${encoded({ alg: 'RS256', kid: 'ec' })}.${payload}.${signature}`;
}

function changed(token: string): string {
  const [head = '', , signature = ''] = token.split('.');
  return `${head}.${encoded({ ...PAYLOAD, scope: 'system/*.cruds' })}.${signature}`;
}
