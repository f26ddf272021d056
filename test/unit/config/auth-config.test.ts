import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../../src/config/config.js';

describe('who may call', () => {
  const OAUTH = {
    OAUTH_ISSUER: 'https://login.test',
    OAUTH_AUDIENCE: 'https://gateway.test/fhir',
    OAUTH_JWKS_URL: 'https://login.test/keys',
  };

  test('must say so, unless only this machine can call or the operator insists', () => {
    expect(readConfig({}).auth).toMatchObject({ isOn: true, isLocal: true, oauth: null, rateLimit: 6000 });
    expect(readConfig({ AUTH: 'none' }).auth.isOn).toBe(false);
    const open = { AUTH: 'none', HOST: '0.0.0.0' };
    expect(() => readConfig(open)).toThrow(
      'AUTH must not be none unless HOST is loopback or AUTH_ALLOW_INSECURE is true.',
    );
    expect(readConfig({ ...open, AUTH_ALLOW_INSECURE: 'true' }).auth).toMatchObject({
      isOn: false,
      isLocal: false,
    });
  });

  test('may have tokens of one authorization server', () => {
    expect(readConfig(OAUTH).auth.oauth).toEqual({
      issuer: 'https://login.test',
      audience: 'https://gateway.test/fhir',
      jwksUrl: 'https://login.test/keys',
      tenantClaim: null,
      tokenUrl: null,
    });
  });

  test.each([
    ['no issuer', { ...OAUTH, OAUTH_ISSUER: '' }, 'must be set together'],
    ['no audience', { ...OAUTH, OAUTH_AUDIENCE: '' }, 'must be set together'],
    ['no keys', { ...OAUTH, OAUTH_JWKS_URL: '' }, 'must be set together'],
    ['a tenant claim alone', { OAUTH_TENANT_CLAIM: 'x' }, 'must be set together'],
    [
      'keys over http',
      { ...OAUTH, OAUTH_JWKS_URL: 'http://login.test/keys' },
      'OAUTH_JWKS_URL must be https',
    ],
    ['a slip in a name', { ...OAUTH, OAUTH_TENANT_CLAM: 'x' }, 'OAUTH_TENANT_CLAM is no setting.'],
    ['all proxies trusted', { TRUST_PROXY: 'true' }, 'TRUST_PROXY must be a whole number'],
  ])('is refused with %s', (_what, env, rule) => {
    expect(() => readConfig(env)).toThrow(rule);
  });
});
