import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Bundle } from 'fhir/r4.js';
import { printFindings } from '../../../src/cli/issue-lines.js';
import { jsonLines, runCli } from '../../helpers/cli.js';
import { rawJson, rawText } from '../../helpers/fixture.js';
import { patched } from '../../helpers/patch.js';

const acne = rawText('acne-full');

async function translated(...options: string[]): Promise<Bundle> {
  const { code, stdout } = await runCli(['translate', '-', ...options], { stdin: acne });
  expect(code).toBe(0);
  return JSON.parse(stdout) as Bundle;
}

function idsOf(bundle: Bundle): (string | undefined)[] | undefined {
  return bundle.entry?.map(({ resource }) => resource?.id);
}

describe('translate', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'derm-fhir-'));
    writeFileSync(join(folder, 'acne.json'), acne);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('prints the Bundle on one line of stdout, and issues on stderr, one JSON object a line', async () => {
    const { code, stdout, stderr } = await runCli(['translate', '-'], { stdin: acne });
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([expect.stringMatching(/^\{.*\}$/), '']);
    const bundle = JSON.parse(stdout) as Bundle;
    expect(bundle).toMatchObject({ resourceType: 'Bundle', type: 'collection' });
    expect(bundle.entry).toHaveLength(17);
    const issues = jsonLines(stderr);
    expect(issues.length).toBeGreaterThan(0);
    expect(stderr.trimEnd().split('\n')).toHaveLength(issues.length);
    for (const issue of issues) {
      expect(issue).toEqual(expect.objectContaining({ kind: expect.any(String), text: expect.any(String) }));
    }
  });

  test('says the same of a file as of standard input', async () => {
    const ofStdin = await runCli(['translate', '-'], { stdin: acne });
    expect(await runCli(['translate', join(folder, 'acne.json')])).toEqual(ofStdin);
  });

  test('indents when told to', async () => {
    const { stdout } = await runCli(['translate', '-', '--pretty'], { stdin: acne });
    expect(stdout).toMatch(/^\{\n {2}"resourceType": "Bundle",\n/);
    expect(JSON.parse(stdout)).toEqual(await translated());
  });

  test('is quiet when told to', async () => {
    expect((await runCli(['translate', '-', '--quiet'], { stdin: acne })).stderr).toBe('');
  });

  test('is as quiet about findings that are no errors', () => {
    const printed = (isQuiet: boolean) => {
      let stderr = '';
      const finding = { code: 'value', expression: 'Observation.value', diagnostics: 'Odd.' } as const;
      const findings = [
        { severity: 'warning', ...finding },
        { severity: 'error', ...finding },
      ] as const;
      printFindings(findings, isQuiet, { stderr: { write: (text) => (stderr += text) } });
      return jsonLines(stderr).map(({ severity }) => severity);
    };
    expect([printed(false), printed(true)]).toEqual([['warning', 'error'], ['error']]);
  });

  test('makes a transaction of PUTs, or of conditional ones', async () => {
    const byId = await translated('--type', 'transaction');
    expect(byId.type).toBe('transaction');
    for (const { request, resource } of byId.entry ?? []) {
      expect(request).toEqual({
        method: 'PUT',
        url: `${resource?.resourceType ?? ''}/${resource?.id ?? ''}`,
      });
    }
    const conditional = await translated('--type', 'transaction-conditional');
    expect(conditional.entry?.[0]?.request?.url).toMatch(/^Device\?identifier=/);
  });

  test('warns of a transaction whose links work on this machine only', async () => {
    const kinds = async (...options: string[]) => {
      const { stderr } = await runCli(['translate', '-', ...options], { stdin: acne });
      return jsonLines(stderr).map(({ kind }) => kind);
    };
    expect(await kinds('--type', 'transaction')).toContain('base-url-local');
    expect(await kinds('--type', 'transaction-conditional')).toContain('base-url-local');
    expect(await kinds('--type', 'collection')).not.toContain('base-url-local');
    const named = ['--base-url', 'https://gateway.test/fhir'];
    expect(await kinds('--type', 'transaction', ...named)).not.toContain('base-url-local');
    expect(await kinds('--type', 'transaction', '--quiet')).toEqual([]);
  });

  test('carries the subject and the encounter that it is told', async () => {
    const { entry = [] } = await translated(
      ...['--subject', 'https://hospital.test/mrn|4711'],
      ...['--encounter', 'https://ehr.test/fhir/Encounter/9'],
    );
    expect(entry.map(({ resource }) => resource)).toContainEqual(
      expect.objectContaining({
        resourceType: 'DiagnosticReport',
        subject: { type: 'Patient', identifier: { system: 'https://hospital.test/mrn', value: '4711' } },
        encounter: expect.objectContaining({ reference: 'https://ehr.test/fhir/Encounter/9' }),
      }),
    );
  });

  test("gives the report's visit the system that it is told", async () => {
    const bundle = await translated('--encounter-system', 'https://hospital.test/visit');
    expect(JSON.stringify(bundle)).toContain('"system":"https://hospital.test/visit"');
  });

  test('derives every id from the namespace of the environment, and an option wins over it', async () => {
    const [ours, other, third] = [
      await translated(),
      await translated('--namespace', 'https://other.test/ns'),
      await translated('--namespace', 'https://third.test/ns'),
    ].map(idsOf);
    expect(new Set([...(ours ?? []), ...(other ?? []), ...(third ?? [])]).size).toBe(3 * 17);
    const surroundings = { stdin: acne, env: { GATEWAY_NAMESPACE: 'https://other.test/ns' } };
    const byEnvironment = await runCli(['translate', '-'], surroundings);
    expect(idsOf(JSON.parse(byEnvironment.stdout) as Bundle)).toEqual(other);
    const byOption = await runCli(['translate', '-', '--namespace', 'https://third.test/ns'], surroundings);
    expect(idsOf(JSON.parse(byOption.stdout) as Bundle)).toEqual(third);
  });

  test('names profiles where the environment or an option asks for them', async () => {
    const profiled = ({ entry = [] }: Bundle) =>
      entry.filter(({ resource }) => resource?.meta?.profile?.length === 1).length;
    expect(profiled(await translated())).toBe(0);
    expect(profiled(await translated('--meta-profile'))).toBe(17);
    const byEnvironment = await runCli(['translate', '-'], { stdin: acne, env: { META_PROFILE: 'true' } });
    expect(profiled(JSON.parse(byEnvironment.stdout) as Bundle)).toBe(17);
  });

  test('links below the base URL that it is told', async () => {
    const bundle = await translated('--base-url', 'https://gateway.test/fhir/');
    expect(bundle.entry?.[0]?.fullUrl).toMatch(/^https:\/\/gateway\.test\/fhir\/Device\/[0-9a-f-]{36}$/);
  });

  test('labels the language that it is told', async () => {
    const { entry = [] } = await translated('--locale', 'pt_br');
    expect(
      entry.find(({ resource }) => resource?.resourceType === 'DiagnosticReport')?.resource,
    ).toMatchObject({
      language: 'pt-BR',
    });
  });
});

describe('a document that is no raw report ends translate with 1, prints no Bundle, and says where', () => {
  test.each([
    ['half of a report', acne.slice(0, 400), '', 'json'],
    ['binary junk', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0x00]), '', 'utf-8'],
    ['prose', 'Dear colleague,', '', 'json'],
    ['a list', '[]', '', expect.any(String)],
    ['a number', '4', '', expect.any(String)],
    ['a FHIR resource', '{"resourceType":"Patient"}', expect.any(String), expect.any(String)],
    [
      'a value of a wrong type',
      JSON.stringify(patched(rawJson('acne-full'), { '/data/result/conclusions': 'geheim' })),
      '/data/result/conclusions',
      expect.any(String),
    ],
    ['a refusal of the vendor', '{"success":false,"message":"geheim"}', '/success', 'vendor-failure'],
  ])('%s', async (_what, stdin, pointer, rule) => {
    const { code, stdout, stderr } = await runCli(['translate', '-', '--quiet'], { stdin });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(jsonLines(stderr)[0]).toEqual({
      severity: 'error',
      kind: rule,
      rawPointer: pointer,
      text: expect.any(String),
    });
    expect(stderr).not.toContain('geheim');
  });

  test('nothing at all', async () => {
    expect(await runCli(['translate', '-'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'derm-fhir: the input is empty.\n',
    });
  });

  test('more than any report can be, without reading it to the end', async () => {
    let chunks = 0;
    // eslint-disable-next-line @typescript-eslint/require-await -- stands for a stream
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (; chunks < 1_000; chunks += 1) yield Buffer.alloc(1024 * 1024, ' ');
    }
    const { code, stderr } = await runCli(['translate', '-'], { stdin: endless() });
    expect(code).toBe(1);
    expect(stderr).toContain('larger than');
    expect(chunks).toBeLessThan(100);
  });
});

describe('what cannot be read or set up ends translate with 2', () => {
  test.each([
    ['a file that is not there', '/no/such/file.json', 'no such file'],
    ['a directory', tmpdir(), 'directory'],
  ])('%s', async (_what, file, reason) => {
    const { code, stdout, stderr } = await runCli(['translate', file]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
  });

  test.each([
    ['a namespace that is no URI', ['--namespace', 'geheim'], {}, 'namespace'],
    ['a base URL that is none', ['--base-url', 'geheim'], {}, 'baseUrl'],
    ['a wrong environment', [], { PORT: 'geheim' }, 'PORT'],
  ])('%s', async (_what, options, env, expected) => {
    const { code, stdout, stderr } = await runCli(['translate', '-', ...options], { stdin: acne, env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(expected);
    expect(stderr).not.toContain('geheim');
  });
});
