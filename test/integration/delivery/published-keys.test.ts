import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { ask } from '../../helpers/ask.js';
import { startTestGateway, type TestGateway } from '../../helpers/gateway.js';

let gateway: TestGateway;
afterEach(() => gateway.close());

function privateKey(): string {
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

test('the keys that deliveries are signed with are read by anybody, without their private halves', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'derm-fhir-'));
  const keys = ['now', 'next'].map((kid) => {
    writeFileSync(join(folder, `${kid}.pem`), privateKey());
    return { kid, alg: 'ES384', key: { file: `${kid}.pem` } };
  });
  const auth = { kind: 'smart-backend', clientId: 'gateway', keys };
  const destinations = ['ward', 'clinic'].map((name) => ({
    ...{ name, baseUrl: 'https://hospital.example/fhir', auth, automatic: false },
  }));
  const DESTINATIONS_FILE = join(folder, 'destinations.json');
  writeFileSync(DESTINATIONS_FILE, JSON.stringify({ destinations }));
  gateway = await startTestGateway({ DESTINATIONS_FILE, AUTH: 'on' });
  rmSync(folder, { recursive: true });
  const { status, headers, text } = await ask(gateway.url, 'get', '/.well-known/jwks.json');
  expect([status, headers['content-type'], headers['cache-control']]).toEqual([
    200,
    expect.stringMatching(/^application\/json/),
    'public, max-age=300',
  ]);
  const half = { kty: 'EC', crv: 'P-384', x: expect.any(String), y: expect.any(String) };
  const usual = { ...half, alg: 'ES384', use: 'sig', key_ops: ['verify'] };
  expect(JSON.parse(text)).toEqual({
    keys: [
      { ...usual, kid: 'now' },
      { ...usual, kid: 'next' },
    ],
  });
});

test('there are none where nothing is signed', async () => {
  gateway = await startTestGateway({});
  expect((await ask(gateway.url, 'get', '/.well-known/jwks.json')).text).toBe('{"keys":[]}');
});

test('are sent whole whatever a client says that it has: they carry no ETag', async () => {
  gateway = await startTestGateway({});
  const headers = { 'If-None-Match': '*' };
  expect((await ask(gateway.url, 'get', '/.well-known/jwks.json', { headers })).status).toBe(200);
});
