import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { explain } from '../../../src/explain/explain.js';
import { callByGet, errorIn, parametersIn, partsOf, post, type Call } from '../../helpers/call-operation.js';
import { ask, bundleIn } from '../../helpers/ask.js';
import { startTestGateway, type TestGateway } from '../../helpers/gateway.js';
import { rawJson } from '../../helpers/fixture.js';
import { testContext } from '../../helpers/context.js';
import { patched } from '../../helpers/patch.js';

let gateway: TestGateway;
let posted: Call;
let stored: Call;

beforeAll(async () => {
  gateway = await startTestGateway();
  const fetched = await ask(gateway.url, 'get', '/fhir/DiagnosticReport/$fetch', { query: 'report=acne' });
  const report = bundleIn(fetched).entry?.find(
    ({ resource }) => resource?.resourceType === 'DiagnosticReport',
  );
  posted = { service: gateway.url, path: 'DiagnosticReport/$explain' };
  stored = { service: gateway.url, path: 'DiagnosticReport/{id}/$explain', id: report?.resource?.id ?? '' };
});
afterAll(() => gateway.close());

describe('$explain', () => {
  test('of a posted report tells of every value that the library tells of', async () => {
    const parameters = parametersIn(await post(posted, rawJson('acne-full')));
    const { fields } = explain(rawJson('acne-full'), testContext());
    expect(partsOf(parameters, 'field').map(({ pointer }) => pointer)).toEqual(
      fields.map(({ pointer }) => pointer),
    );
  });

  test('of a stored report names the resources that are stored', async () => {
    const parameters = parametersIn(await callByGet(stored, {}));
    const score = partsOf(parameters, 'element').find(
      ({ source, path }) =>
        path === 'Observation.valueQuantity.value' && String(source).endsWith('/score/value'),
    );
    const { reference } = score?.['resource'] as { reference: string };
    const answer = await ask(gateway.url, 'get', `/fhir/${reference}`);
    expect(JSON.parse(answer.text)).toMatchObject({ valueQuantity: { value: 8 } });
  });

  test('follows the parameters: with an encounter of the caller, the one of the report goes nowhere', async () => {
    const parameters = parametersIn(
      await post(posted, rawJson('acne-full'), 'encounter=Encounter/1&locale=es'),
    );
    const visit = parameters.parameter?.find(
      ({ part = [] }) => part[0]?.valueString === '/data/visitIdentifier',
    );
    expect(visit?.part?.at(-1)?.part?.[0]).toEqual({ name: 'kind', valueCode: 'identifier-not-carried' });
  });

  test('refuses what is no report, what is not stored, and what says too much', async () => {
    expect(errorIn(await post(posted, { id: '' }))).toMatch(/^422 /);
    expect(errorIn(await post(posted, {}, 'locale=klingon!'))).toMatch(/^400 value/);
    expect(errorIn(await callByGet({ ...stored, id: 'unknown' }, {}))).toMatch(/^404 not-found/);
    const extraData = Array.from({ length: 2001 }, (_, at) => at);
    const long = patched(rawJson('acne-full'), { '/data/extraData': extraData });
    expect(errorIn(await post(posted, long))).toMatch(/^422 too-costly: .*2000 values/);
  });
});
