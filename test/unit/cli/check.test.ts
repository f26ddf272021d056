import { describe, expect, test } from '@jest/globals';
import type { OperationOutcome } from 'fhir/r4.js';
import { runCli, type CliResult } from '../../helpers/cli.js';
import { rawText } from '../../helpers/fixture.js';

async function checked(stdin: string | Uint8Array): Promise<CliResult & { outcome: OperationOutcome }> {
  const result = await runCli(['check', '-'], { stdin });
  return { ...result, outcome: JSON.parse(result.stdout) as OperationOutcome };
}

const finding = {
  resourceType: 'Observation',
  status: 'preliminary',
  code: { text: 'Malignancy' },
  valueQuantity: { value: 1.5, unit: '%', system: 'http://unitsofmeasure.org', code: '%' },
};

describe('check', () => {
  test('finds nothing wrong in what translate makes', async () => {
    const { stdout } = await runCli(['translate', '-'], { stdin: rawText('acne-full') });
    expect(await checked(stdout)).toMatchObject({
      code: 0,
      stderr: '',
      outcome: {
        resourceType: 'OperationOutcome',
        issue: [{ severity: 'information', code: 'informational' }],
      },
    });
  });

  test('takes a single resource, too', async () => {
    const { code, outcome } = await checked(JSON.stringify(finding));
    expect(code).toBe(0);
    expect(outcome.issue.map(({ severity }) => severity)).not.toContain('error');
  });

  test('ends with 1 when there is an error, and says where', async () => {
    const { code, stderr, outcome } = await checked(JSON.stringify({ ...finding, status: 'nonsense' }));
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(outcome.issue).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        code: 'code-invalid',
        expression: ['Observation.status'],
      }),
    );
  });

  test('indents when told to', async () => {
    const { stdout } = await runCli(['check', '-', '--pretty'], { stdin: JSON.stringify(finding) });
    expect(stdout).toMatch(/^\{\n {2}"resourceType": "OperationOutcome",\n/);
  });

  test.each([
    ['prose', 'Dear colleague,'],
    ['binary junk', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
    ['a list', '[]'],
    ['a number', '4'],
    ['null', 'null'],
    ['an object that is no resource', '{"data":{}}'],
    ['an unknown type of resource', '{"resourceType":"Rash"}'],
    ['a document that is too deep', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
  ])('has an OperationOutcome and 1 for %s', async (_what, stdin) => {
    const { code, outcome } = await checked(stdin);
    expect(code).toBe(1);
    expect(outcome.issue[0]).toMatchObject({ severity: 'error' });
    expect(outcome.issue[0]?.diagnostics).not.toBe('');
  });
});
