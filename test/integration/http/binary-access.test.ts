import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AUDIENCE,
  makeSigningKey,
  startAuthorizationServer,
  tokenOf,
  type AuthorizationServer,
  type SigningKey,
} from '../../helpers/authorization-server.js';
import { startTestGateway, VENDOR_TOKEN, type TestGateway } from '../../helpers/gateway.js';
import { startSandbox, type Sandbox } from '../../../src/vendor/sandbox/sandbox.js';
import { attachmentsOf, read } from './binary-reading.js';

const folder = mkdtempSync(join(tmpdir(), 'derm-fhir-binary-'));
let vendor: Sandbox;
let key: SigningKey;
let server: AuthorizationServer;
let gateway: TestGateway;
/** A photograph of a report that the hospital in the north has fetched. */
let photograph: string;

beforeAll(async () => {
  key = await makeSigningKey('ES256', 'key');
  server = await startAuthorizationServer(key);
  vendor = await startSandbox({ token: VENDOR_TOKEN });
  const account = { baseUrl: vendor.url, token: VENDOR_TOKEN };
  writeFileSync(join(folder, 'tenants.json'), JSON.stringify({ north: account, south: account }));
  gateway = await startTestGateway({
    TENANTS_FILE: join(folder, 'tenants.json'),
    AUTH: 'on',
    OAUTH_ISSUER: server.issuer,
    OAUTH_AUDIENCE: AUDIENCE,
    OAUTH_JWKS_URL: server.jwksUrl,
    OAUTH_TENANT_CLAIM: 'hospital',
  });
  const [first] = await attachmentsOf(gateway.url, 'nails', await credentials('north'));
  photograph = first?.url ?? '';
});
afterAll(async () => {
  await gateway.close();
  await vendor.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

async function credentials(hospital: string, scope = 'system/*.rs'): Promise<Record<string, string>> {
  return { Authorization: `Bearer ${await tokenOf(key, { claims: { hospital, scope } })}` };
}

describe('a photograph', () => {
  test.each(['system/*.rs', 'system/Binary.r', 'system/Binary.read'])(
    'is for whoever has %s',
    async (scope) => {
      expect((await read(photograph, await credentials('north', scope))).status).toBe(200);
    },
  );

  test.each(['system/Media.rs', 'system/Binary.s', 'system/Binary.cud'])(
    'is 403 for whoever has %s only',
    async (scope) => {
      expect((await read(photograph, await credentials('north', scope))).status).toBe(403);
    },
  );

  test('is 401 for whoever does not say who it is: the link alone opens nothing', async () => {
    expect((await read(photograph)).status).toBe(401);
  });

  test('is 404 in another tenant, as one that never was: that gets its own when it fetches the report itself', async () => {
    const south = await credentials('south');
    const never = photograph.replace(/[^/]+$/, '00000000-0000-5000-8000-000000000000');
    const [foreign, unknown] = [await read(photograph, south), await read(never, south)];
    expect([foreign.status, foreign.bytes]).toEqual([404, unknown.bytes]);
    const [own] = await attachmentsOf(gateway.url, 'nails', south);
    expect((await read(own?.url ?? '', south)).status).toBe(200);
    expect((await read(photograph, south)).status).toBe(404);
  });
});
