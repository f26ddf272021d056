import { describe, expect, test } from '@jest/globals';
import { describeAccess, smartConfiguration } from '../../../src/auth/access.js';
import { parseScope } from '../../../src/auth/scope.js';

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

test('every scope that is said to be supported gives something', () => {
  const { scopes_supported: scopes } = smartConfiguration('https://login.test/token');
  if (!Array.isArray(scopes)) throw new Error('no scopes');
  expect(scopes.filter((scope) => parseScope(String(scope)) === null)).toEqual([]);
});
