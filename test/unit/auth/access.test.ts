import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { describeAccess, smartConfiguration } from '../../../src/auth/access.js';
import { parseScope } from '../../../src/auth/scope.js';
import { routes } from '../../../src/serve/routes.js';
import { routeDependencies } from '../../helpers/route-dependencies.js';

const codesOf = (takesTokens: boolean) =>
  describeAccess({ isOn: true, takesTokens, tokenUrl: null }).service?.flatMap(
    ({ coding }) => coding?.[0]?.code,
  );

describe('the CapabilityStatement', () => {
  test('names SMART on FHIR only when tokens are accepted', () => {
    expect([codesOf(true), codesOf(false)]).toEqual([['SMART-on-FHIR', 'Basic'], ['Basic']]);
  });

  test('says so when nobody is asked', () => {
    const security = describeAccess({ isOn: false, takesTokens: true, tokenUrl: null });
    expect(security.service).toBeUndefined();
    expect(security.description).toContain('no credentials');
  });
});

const scopes = z
  .object({ scopes_supported: z.array(z.string()) })
  .parse(smartConfiguration('https://login.test/token')).scopes_supported;

test('every scope that is said to be supported gives something', () => {
  expect(scopes.filter((scope) => parseScope(scope) === null)).toEqual([]);
});

test('every scope of the gateway itself that a route needs is said to be supported', () => {
  const needed = routes(routeDependencies()).flatMap(({ needs }) =>
    (needs ?? []).flatMap((need) => ('scope' in need ? need.scope : [])),
  );
  expect(needed.length).toBeGreaterThan(0);
  expect(scopes).toEqual(expect.arrayContaining(needed));
});
