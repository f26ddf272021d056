import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startReceiver, type Receiver } from '../../../src/deliver/sandbox/receiver.js';
import { runCli, type CliResult } from '../../helpers/cli.js';
import { startStubServer } from '../../helpers/stub-server.js';

describe('probe', () => {
  let folder: string;
  let receiver: Receiver;
  let asked: string[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'derm-fhir-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    asked = [];
    receiver = await startReceiver({
      behaves: 'hapi',
      onRequest: ({ method, path, headers }) =>
        asked.push(`${method} ${path} ${String(headers['authorization'] ?? '-')}`),
    });
  });
  afterEach(() => receiver.close());

  function probeNamed(name: string, ...fields: string[]): Promise<CliResult> {
    const file = join(folder, 'destinations.yaml');
    const ward = [`name: ward`, `baseUrl: "${receiver.url}"`, ...fields].join(', ');
    writeFileSync(file, `destinations: [{${ward}}]`);
    return runCli(['probe', name], { env: { DESTINATIONS_FILE: file, WARD_TOKEN: 'geheim' } });
  }

  test('prints the profile that a server is written to by, and where each reason comes from', async () => {
    const { code, stdout, stderr } = await runCli(['probe', receiver.url]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      `${receiver.url}: HAPI FHIR Server, FHIR 4.0.1`,
      'profile: transaction-put',
      '  stated   It takes transactions.',
      '  known    HAPI FHIR does not state updateCreate, and takes ids of clients all the same.',
      '',
    ]);
    expect(asked).toEqual(['GET metadata -']);
  });

  test('prints it as JSON', async () => {
    const { stdout } = await runCli(['probe', receiver.url, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'stated', profile: 'transaction-put', entryCap: null });
  });

  test('takes a configured destination by its name, says who is asking, and what is configured holds', async () => {
    const { code, stdout } = await probeNamed(
      'ward',
      'profile: batch',
      'entryCap: 7',
      'auth: {kind: bearer, token: {env: WARD_TOKEN}}',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('DESTINATIONS_FILE says batch, and that holds.');
    expect(stdout).toContain('DESTINATIONS_FILE says at most 7 entries.');
    expect(asked).toEqual(['GET metadata Bearer geheim']);
    expect(stdout).not.toContain('geheim');
  });

  test.each([
    ['another name', ['depot'], 'depot is neither a destination'],
    ['a flag beside a name', ['ward', '--allow-http'], '--allow-http'],
    ['no URL', ['a b'], 'the base URL must be an absolute URL'],
    ['http to another machine', ['http://fhir.hospital.test/R4'], 'the base URL must be https'],
    ['no time at all', ['ward', '--timeout', '0'], '--timeout'],
  ])('ends with 2 for %s, and asks nobody', async (_what, argv, message) => {
    const file = join(folder, 'destinations.yaml');
    writeFileSync(file, `destinations: [{name: ward, baseUrl: "${receiver.url}"}]`);
    const { code, stderr } = await runCli(['probe', ...argv], { env: { DESTINATIONS_FILE: file } });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(asked).toEqual([]);
  });

  test('ends with 3 when a server says nothing of itself', async () => {
    const stub = await startStubServer((response) => void response.end('<html>Welcome</html>'));
    try {
      const { code, stdout } = await runCli(['probe', stub.url]);
      expect(code).toBe(3);
      expect(stdout).toBe(`GET ${stub.url}/metadata: HTTP 200, no CapabilityStatement\n`);
    } finally {
      await stub.close();
    }
    const { code, stdout } = await runCli(['probe', stub.url]);
    expect(code).toBe(3);
    expect(stdout).toBe(`GET ${stub.url}/metadata: no answer (ECONNREFUSED)\n`);
  });

  test('refuses to run while DEBUG would print answers', async () => {
    const { code, stderr } = await runCli(['probe', receiver.url], { env: { DEBUG: 'fhir-kit-client:*' } });
    expect(code).toBe(2);
    expect(stderr).toContain('DEBUG');
    expect(asked).toEqual([]);
  });
});
