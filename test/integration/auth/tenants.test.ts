import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Bundle } from 'fhir/r4.js';
import { startSandbox, type Sandbox } from '../../../src/vendor/sandbox/sandbox.js';
import { send, type Method } from '../../helpers/ask.js';
import { startGatewayBesideCli, type GatewayBesideCli } from '../../helpers/gateway-beside-cli.js';

const TOKENS = { north: 'canary-token-of-north', south: 'canary-token-of-south' };

const folder = mkdtempSync(join(tmpdir(), 'derm-fhir-tenants-'));
const vendors = new Map<string, Sandbox>();
const asked: string[] = [];
let gateway: GatewayBesideCli;
const keys: Record<string, string> = {};
/** id of a report that the north has, and of its first photograph. */
let report: string;
let photograph: string;

beforeAll(async () => {
  for (const tenant of ['north', 'south'] as const) {
    const onRequest = () => asked.push(tenant);
    vendors.set(tenant, await startSandbox({ token: TOKENS[tenant], onRequest }));
  }
  writeFileSync(join(folder, 'south-token'), `${TOKENS.south}\n`);
  const accounts = {
    north: { baseUrl: vendors.get('north')?.url, token: TOKENS.north },
    south: { baseUrl: vendors.get('south')?.url, tokenFile: join(folder, 'south-token') },
  };
  writeFileSync(join(folder, 'tenants.json'), JSON.stringify(accounts));
  gateway = await startGatewayBesideCli({
    TENANTS_FILE: join(folder, 'tenants.json'),
    VENDOR_BASE_URL: '',
    VENDOR_TOKEN: '',
  });
  for (const tenant of ['north', 'south', 'east']) {
    keys[tenant] = await gateway.keys(
      'create',
      '--client',
      tenant,
      '--tenant',
      tenant,
      '--scope',
      'system/*.*',
    );
  }
  const bundle = JSON.parse(
    (await as('north', 'get', `/fhir/DiagnosticReport/$fetch?report=acne`)).text,
  ) as Bundle;
  const idOf = (type: string) =>
    bundle.entry?.find(({ resource }) => resource?.resourceType === type)?.resource?.id ?? '';
  report = idOf('DiagnosticReport');
  photograph = idOf('Media');
});

afterAll(async () => {
  await gateway.close();
  for (const vendor of vendors.values()) await vendor.close();
  rmSync(folder, { recursive: true });
});

function as(tenant: string, method: Method, path: string) {
  const headers = { 'X-API-Key': keys[tenant] ?? '', 'X-Request-Id': 'same' };
  return send(gateway.url, method, path, { headers });
}

describe('a tenant', () => {
  test('reads what it fetched, with its own account', async () => {
    expect((await as('north', 'get', `/fhir/DiagnosticReport/${report}`)).status).toBe(200);
    expect(new Set(asked)).toEqual(new Set(['north']));
  });

  test.each<[Method, (id: string) => string]>([
    ['get', (id) => `/fhir/DiagnosticReport/${id}`],
    ['head', (id) => `/fhir/DiagnosticReport/${id}`],
    ['get', (id) => `/fhir/DiagnosticReport/${id}/_history`],
    ['get', (id) => `/fhir/DiagnosticReport/${id}/$bundle`],
    ['get', (id) => `/fhir/DiagnosticReport/${id}/$explain`],
    ['delete', (id) => `/fhir/DiagnosticReport/${id}`],
  ])('sees of another one’s report what it sees of one that there is not: %s %s', async (method, pathOf) => {
    const foreign = await as('south', method, pathOf(report));
    const unknown = await as('south', method, pathOf('00000000-0000-5000-8000-000000000000'));
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    expect(foreign.text).toBe(unknown.text);
  });

  test('sees nothing of another one’s photographs', async () => {
    const foreign = await as('south', 'get', `/fhir/Binary/${photograph}`);
    const unknown = await as('south', 'get', '/fhir/Binary/00000000-0000-5000-8000-000000000000');
    expect([foreign.status, foreign.text]).toEqual([404, unknown.text]);
    expect((await as('north', 'get', `/fhir/Binary/${photograph}`)).status).toBe(200);
  });

  test('finds nothing of another one’s', async () => {
    const total = async (tenant: string) =>
      (JSON.parse((await as(tenant, 'get', '/fhir/DiagnosticReport?_total=accurate')).text) as Bundle).total;
    expect([await total('north'), await total('south')]).toEqual([1, 0]);
  });

  test('keeps its report when another one tries to erase it', async () => {
    await as('south', 'delete', `/fhir/DiagnosticReport/${report}`);
    expect((await as('north', 'get', `/fhir/DiagnosticReport/${report}`)).status).toBe(200);
  });

  test('without an account with the vendor is told so', async () => {
    const answer = await as('east', 'get', '/fhir/DiagnosticReport/$fetch?report=acne');
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('no account with the vendor');
    expect((await as('east', 'get', '/fhir/DiagnosticReport')).status).toBe(200);
  });

  test('has its own account, whose token is in no log line and no answer', async () => {
    const before = asked.length;
    const answer = await as('south', 'get', '/fhir/DiagnosticReport/$fetch?report=acne');
    expect([answer.status, new Set(asked.slice(before))]).toEqual([200, new Set(['south'])]);
    expect(gateway.logLines.join('\n') + answer.text).not.toContain('canary-token');
  });
});
