import { describe, expect, test } from '@jest/globals';
import type { Bundle } from 'fhir/r4.js';
import type { Explanation } from '../../../src/explain/explanation.js';
import { jsonLines, runCli } from '../../helpers/cli.js';
import { rawJson, rawText } from '../../helpers/fixture.js';
import { patched } from '../../helpers/patch.js';

const acne = rawText('acne-full');

describe('explain', () => {
  test('prints a table: each value, the resource and the element that it goes to, or why it goes nowhere', async () => {
    const { code, stdout, stderr } = await runCli(['explain', '-'], { stdin: acne });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^VALUE {2,}RESOURCE {2,}ELEMENT$/);
    expect(lines).toContainEqual(expect.stringMatching(/^\/data\/id +2 of Media +Media\.id$/));
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^\/data\/result\/id +DiagnosticReport\/[0-9a-f-]{36} +DiagnosticReport\.identifier\[2\]$/,
      ),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(/^\/data\/url +\(link-suppressed\) +The viewer link .*\.$/),
    );
    expect(stdout).not.toContain('companyId');
  });

  test('prints JSON when told to, indented when told to', async () => {
    const { stdout } = await runCli(['explain', '-', '--format', 'json'], { stdin: acne });
    const explanation = JSON.parse(stdout) as Explanation;
    expect(Object.keys(explanation)).toEqual(['elements', 'fields']);
    expect((await runCli(['explain', '-', '--format', 'json', '--pretty'], { stdin: acne })).stdout).toBe(
      `${JSON.stringify(explanation, null, 2)}\n`,
    );
  });

  test('explains the kind of Bundle that is asked for: what is sent elsewhere carries no extra data', async () => {
    const { stdout } = await runCli(['explain', '-', '--type', 'transaction'], { stdin: acne });
    expect(stdout).toMatch(/^\/data\/extraData\/department +\(extra-data-omitted\)/m);
  });

  test('ends with 1 for what is no raw report and for one that says too much', async () => {
    const none = await runCli(['explain', '-'], { stdin: '{"resourceType": "Patient"}' });
    expect(none).toMatchObject({ code: 1, stdout: '' });
    expect(jsonLines(none.stderr)).toMatchObject([{ kind: 'fhir-not-raw' }]);
    const extraData = Array.from({ length: 2001 }, (_, at) => at);
    const long = JSON.stringify(patched(rawJson('acne-full'), { '/data/extraData': extraData }));
    expect(await runCli(['explain', '-'], { stdin: long })).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('more than 2000 values'),
    });
  });
});

describe('to-raw', () => {
  async function bundleOf(...options: string[]): Promise<string> {
    return (await runCli(['translate', '-', '--quiet', ...options], { stdin: acne })).stdout;
  }

  test.each(['collection', 'transaction', 'transaction-conditional'])(
    'rebuilds the report of a %s',
    async (type) => {
      const { code, stdout, stderr } = await runCli(['to-raw', '-'], {
        stdin: await bundleOf('--type', type),
      });
      expect(code).toBe(0);
      const isToldOf = type !== 'collection';
      expect(stderr).toMatch(
        isToldOf ? /^derm-fhir: a \S+ holds extra data with EXTRA_DATA=carry only/ : /^$/,
      );
      const { data } = rawJson('acne-full') as { data: { result: object } };
      const rebuilt = JSON.parse(stdout) as { result: object };
      expect(rebuilt).toMatchObject({ pathology: { code: 'Acne' }, url: null });
      expect(Object.keys(rebuilt.result).sort()).toEqual(Object.keys(data.result).sort());
    },
  );

  test('says that the id is a hash where the report is not told by its own', async () => {
    const bundle = await bundleOf();
    const env = { REPORT_IDENTIFIER: 'hash' };
    const { stdout } = await runCli(['translate', '-', '--quiet'], { stdin: acne, env });
    expect((await runCli(['to-raw', '-'], { stdin: bundle })).stderr).toBe('');
    expect((await runCli(['to-raw', '-'], { stdin: stdout })).stderr).toContain('id is its hash');
  });

  test('takes no visit identifier for the one of the report that has another system than the configured one', async () => {
    const stdin = await bundleOf('--encounter-system', 'https://other.example/sid');
    const env = { ENCOUNTER_SYSTEM: 'https://hospital.example/sid' };
    expect(JSON.parse((await runCli(['to-raw', '-'], { stdin, env })).stdout)).toMatchObject({
      visitIdentifier: null,
    });
  });

  test.each([
    ['no FHIR', '{}', ''],
    ['another resource', '{"resourceType": "Basic", "code": {"text": "x"}}', 'not a Bundle'],
    ['an empty Bundle', '{"resourceType": "Bundle", "type": "collection"}', 'exactly one DiagnosticReport'],
  ])('ends with 1 for %s', async (_, stdin, said) => {
    const { code, stdout, stderr } = await runCli(['to-raw', '-'], { stdin });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(said);
  });

  test('ends with 1 for a Bundle that is not R4, and says where', async () => {
    const bundle = JSON.parse(await bundleOf()) as Bundle;
    const stdin = JSON.stringify({ ...bundle, type: 'pile' });
    const { code, stderr } = await runCli(['to-raw', '-'], { stdin });
    expect(code).toBe(1);
    expect(jsonLines(stderr)).toMatchObject([{ severity: 'error', fhirPath: 'Bundle.type' }]);
  });
});
