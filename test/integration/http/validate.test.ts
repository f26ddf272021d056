import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OperationOutcomeIssue } from 'fhir/r4.js';
import { bundleIn, send } from '../../helpers/ask.js';
import { type CallAnswer, errorIn, post } from '../../helpers/call-operation.js';
import { rawText } from '../../helpers/fixture.js';
import { startTestGateway, type TestGateway } from '../../helpers/gateway.js';
import { mappingFiles, mappingJson } from '../../helpers/mapping.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const validate = (type: string, body: unknown, query?: string) =>
  post({ service: gateway.url, path: `${type}/$validate` }, body, query);

function issuesOf({ status, resource }: CallAnswer): OperationOutcomeIssue[] {
  if (status !== 200 || resource.resourceType !== 'OperationOutcome')
    throw new Error(`${status}: ${JSON.stringify(resource)}`);
  return resource.issue;
}

const ALL_IS_WELL = [
  { severity: 'information', code: 'informational', details: { text: 'Nothing to report.' } },
];

describe('$validate', () => {
  test('finds nothing wrong with what the gateway itself makes, each resource and the Bundle', async () => {
    const headers = { 'Content-Type': 'application/json' };
    const made = await send(gateway.url, 'post', '/fhir/DiagnosticReport/$translate', {
      headers,
      body: rawText('acne-full'),
    });
    const bundle = bundleIn(made);
    for (const resource of [bundle, ...(bundle.entry ?? []).map((entry) => entry.resource)]) {
      const type = resource?.resourceType ?? '';
      expect([type, issuesOf(await validate(type, resource))]).toEqual([type, ALL_IS_WELL]);
    }
  });

  test('finds nothing wrong with what the gateway publishes', async () => {
    for (const file of mappingFiles) {
      const [type = ''] = file.split('-');
      expect([file, issuesOf(await validate(type, mappingJson(file)))]).toEqual([file, ALL_IS_WELL]);
    }
  });

  test('says what is wrong and where, and answers 200 all the same', async () => {
    const issues = issuesOf(await validate('Observation', { resourceType: 'Observation', status: 'magic' }));
    expect(issues.map(({ severity, code, expression }) => [severity, code, expression])).toEqual(
      expect.arrayContaining([
        ['error', 'code-invalid', ['Observation.status']],
        ['error', 'required', ['Observation.code']],
      ]),
    );
    expect(JSON.stringify(issues)).not.toContain('magic');
  });

  test('takes the resource out of a Parameters resource', async () => {
    const resource = { resourceType: 'Device', status: 'off' };
    const body = { resourceType: 'Parameters', parameter: [{ name: 'resource', resource }] };
    expect(issuesOf(await validate('Device', body))[0]?.expression).toEqual(['Device.status']);
  });

  test('minds that the type is the one of the address', async () => {
    const issues = issuesOf(await validate('Media', { resourceType: 'Device' }));
    expect(issues).toContainEqual({
      severity: 'error',
      code: 'invalid',
      details: { text: 'The resource is of another type than the address says.' },
      expression: ['Media.resourceType'],
    });
  });

  test.each([[[]], [null], ['Device'], [{}], [{ resourceType: 'Spaceship' }], [{ resourceType: 7 }]])(
    'has something to say of %j',
    async (body) => {
      expect(issuesOf(await validate('Device', body)).some(({ severity }) => severity === 'error')).toBe(
        true,
      );
    },
  );

  test("takes R4's own definition of the type for a profile", async () => {
    for (const version of ['', '|4.0.1']) {
      const profile = `http://hl7.org/fhir/StructureDefinition/Device${version}`;
      const query = new URLSearchParams({ profile }).toString();
      expect(issuesOf(await validate('Device', { resourceType: 'Device' }, query))).toEqual(ALL_IS_WELL);
    }
  });

  const OTHER_PROFILE =
    '400 not-supported: Parameter profile is not supported here with another value than http://hl7.org/fhir/StructureDefinition/Device.';

  test.each([
    ['a profile', { name: 'profile', valueCanonical: 'http://x.test/profile' }, OTHER_PROFILE],
    [
      'a mode',
      { name: 'mode', valueCode: 'create' },
      '400 not-supported: Parameter mode is not supported here: nothing can be created or updated, so validation is general.',
    ],
    ['no resource', { name: 'other', valueCode: 'x' }, '400 required: Parameter resource must be given.'],
  ])('refuses %s', async (what, parameter, error) => {
    const resource = { name: 'resource', resource: { resourceType: 'Device' } };
    const all = what === 'no resource' ? [parameter] : [parameter, resource];
    const body = { resourceType: 'Parameters', parameter: all };
    expect(errorIn(await validate('Device', body))).toBe(error);
  });

  test('refuses two resources at once', async () => {
    const resource = { name: 'resource', resource: { resourceType: 'Device' } };
    const body = { resourceType: 'Parameters', parameter: [resource, resource] };
    expect(errorIn(await validate('Device', body))).toBe(
      '400 value: Parameter resource may be given once only.',
    );
  });
});
