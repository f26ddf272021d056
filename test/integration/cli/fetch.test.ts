import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Bundle } from 'fhir/r4.js';
import { startSandbox, type Sandbox } from '../../../src/vendor/sandbox/sandbox.js';
import { jsonLines, runCli, type CliResult } from '../../helpers/cli.js';

test('fetch invents nothing in production unless it is told to', async () => {
  const env = { NODE_ENV: 'production' };
  const refused = await runCli(['fetch', 'acne', '-q'], { env });
  expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('SANDBOX') });
  expect(await runCli(['fetch', 'acne', '-q'], { env: { ...env, SANDBOX: 'true' } })).toMatchObject({
    code: 0,
  });
  expect(await runCli(['translate', 'src/vendor/sandbox/reports/acne.json', '-q'], { env })).toMatchObject({
    code: 0,
  });
});

describe('fetch from the configured vendor', () => {
  let vendor: Sandbox;
  const asked: (string | undefined)[] = [];

  beforeAll(async () => {
    vendor = await startSandbox({ token: 'vendor-secret', onRequest: ({ url }) => asked.push(url) });
  });
  afterAll(() => vendor.close());

  function fetchFrom(...argv: string[]): Promise<CliResult> {
    const env = { VENDOR_BASE_URL: vendor.url, VENDOR_TOKEN: 'vendor-secret', VENDOR_MAX_ATTEMPTS: '1' };
    return runCli(['fetch', ...argv], { env });
  }

  test('prints the Bundle, and issues as translate does', async () => {
    const { code, stdout, stderr } = await fetchFrom('acne');
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Bundle).entry).toHaveLength(17);
    expect(stderr.trimEnd().split('\n')).toHaveLength(jsonLines(stderr).length);
  });

  test('asks in the language that it is told, in the words of the user', async () => {
    await fetchFrom('acne', '--locale', 'es_ES');
    expect(asked.at(-1)).toContain('locale=es_ES');
  });

  test("prints the vendor's answer as it came when told to", async () => {
    const { code, stdout, stderr } = await fetchFrom('acne', '--raw');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ success: true, data: { result: expect.any(Object) } });
  });

  test('ends with 3 when the vendor has no such report, and does not list what a sandbox would have', async () => {
    const { code, stdout, stderr } = await fetchFrom('no-such-report');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('has no such report');
    expect(stderr).not.toContain('psoriasis');
  });

  test.each([
    [{ kind: 'unauthorized' }, 'credentials'],
    [{ kind: 'throttle' }, 'slow down'],
    [{ kind: 'server-error' }, 'HTTP 500'],
    [{ kind: 'not-json' }, 'not a report'],
    [{ kind: 'truncated-json' }, 'not a report'],
    [{ kind: 'redirect' }, 'redirect'],
    [{ kind: 'success-false' }, 'refused the request'],
  ] as const)('ends with 3 when the vendor fails by %j', async (fault, expected) => {
    vendor.faults.set({ ...fault, times: 1 });
    const { code, stdout, stderr } = await fetchFrom('acne', '-q');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(expected);
    expect(stderr).not.toMatch(/vendor-secret|127\.0\.0\.1/);
  });

  test.each(['../secret', 'a%2Fb', ''])(
    'ends with 2 for %j, which no vendor gives out as an id',
    async (id) => {
      const before = asked.length;
      expect(await fetchFrom(id)).toMatchObject({ code: 2, stdout: '' });
      expect(asked).toHaveLength(before);
    },
  );

  test('ends with 2 when half of the vendor is configured', async () => {
    const { code, stderr } = await runCli(['fetch', 'acne'], { env: { VENDOR_BASE_URL: vendor.url } });
    expect(code).toBe(2);
    expect(stderr).toContain('VENDOR_TOKEN');
  });
});

describe('fetch without a configured vendor', () => {
  test('asks the sandbox and says so', async () => {
    const { code, stdout, stderr } = await runCli(['fetch', 'psoriasis', '-q']);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Bundle).resourceType).toBe('Bundle');
    expect(stderr).toMatch(/^derm-fhir: .*INVENTED.*\n$/);
  });

  test('names the reports there are when it has not the one asked for', async () => {
    const { code, stderr } = await runCli(['fetch', 'nope']);
    expect(code).toBe(3);
    expect(stderr).toMatch(/acne, psoriasis, inconclusive/);
  });
});
