import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { packageInfo } from '../../../src/package-info.js';
import { routes } from '../../../src/serve/routes.js';
import { bundleTypes } from '../../../src/fhir/bundle.js';
import { FAILURE_ANSWERS } from '../../../src/vendor/failure.js';
import { openApi, resolve } from '../../helpers/openapi.js';
import { routeDependencies } from '../../helpers/route-dependencies.js';

/** Of every FHIR interaction. */
const GENERAL_PARAMETERS = ['_format', '_pretty'];

const parameterSchema = z.object({ name: z.string(), in: z.enum(['query', 'path', 'header']) });

const table = routes(routeDependencies());

describe('openapi.yaml', () => {
  test('describes each route of the application, and no other', () => {
    const described = Object.entries(openApi.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    const served = table.map(
      ({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`,
    );
    expect(described.sort()).toEqual(served.sort());
  });

  /** Parameters of a POST may stand in its body, and so do some of those of HL7's operations; SMART's discovery is no FHIR. */
  const withQuery = table.filter(
    ({ method, path, operation }) =>
      method === 'GET' &&
      /^\/fhir\/(?!\.)/.test(path) &&
      !operation?.definition.startsWith('http://hl7.org/'),
  );

  test.each(withQuery.map((route) => [route.path, route.parameters] as const))(
    'names the parameters of %s, and no other',
    (path, parameters) => {
      const described = openApi.paths[path.replace(/:(\w+)/g, '{$1}')]?.['get']?.parameters ?? [];
      const named = described.map((one) => parameterSchema.parse(resolve(one)));
      const inQuery = named.filter((one) => one.in === 'query').map(({ name }) => name);
      expect(inQuery.sort()).toEqual([...parameters, ...GENERAL_PARAMETERS].sort());
      const inPath = named.filter((one) => one.in === 'path').map(({ name }) => `:${name}`);
      expect(inPath).toEqual(path.match(/:\w+/g) ?? []);
    },
  );

  test.each(table.map((route) => [route.method.toLowerCase(), route.path, route.needs] as const))(
    'says whether %s %s asks who calls',
    (method, path, needs) => {
      const { security, responses } = openApi.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method] ?? {};
      expect(security === undefined).toBe(needs !== null);
      expect(Object.keys(responses ?? {}).includes('401')).toBe(needs !== null);
    },
  );

  test('has the version of the package', () => {
    expect(openApi.info.version).toBe(packageInfo.version);
  });

  test('names every type of Bundle', () => {
    expect(resolve({ $ref: '#/components/parameters/type' })).toMatchObject({
      schema: { enum: bundleTypes },
    });
  });

  test('says of $fetch every status that a failure of the vendor has', () => {
    const said = Object.keys(openApi.paths['/fhir/DiagnosticReport/$fetch']?.['get']?.responses ?? {});
    const statuses = Object.values(FAILURE_ANSWERS).map(({ httpStatus }) => String(httpStatus));
    expect(said).toEqual(expect.arrayContaining(statuses));
  });
});
