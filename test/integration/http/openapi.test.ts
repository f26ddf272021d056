import { describe, expect, test } from '@jest/globals';
import { packageInfo } from '../../../src/package-info.js';
import { routes } from '../../../src/serve/routes.js';
import { bundleTypes } from '../../../src/fhir/bundle.js';
import { FAILURE_ANSWERS } from '../../../src/vendor/failure.js';
import { openApi, resolve } from '../../helpers/openapi.js';
import { routeDependencies } from '../../helpers/route-dependencies.js';

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
