import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../../src/config/config.js';

const ACCOUNT = { baseUrl: 'https://vendor.test', token: 'canary-token' };

function read(tenants: unknown, env: Readonly<Record<string, string>> = {}) {
  const files: Record<string, string> = {
    tenants: typeof tenants === 'string' ? tenants : JSON.stringify(tenants),
    token: ' from-file \n',
    blanks: 'two words',
  };
  return readConfig({ TENANTS_FILE: 'tenants', ...env }, (path) => {
    const text = files[path];
    if (text === undefined) throw new Error(`no file ${path}`);
    return text;
  });
}

describe('accounts of tenants', () => {
  test('have a token of their own or in a file, and the limits of all', () => {
    const south = { baseUrl: 'https://south.test', tokenFile: 'token', pathPrefix: '/api' };
    const { tenants } = read({ north: ACCOUNT, south }, { VENDOR_MAX_ATTEMPTS: '2' });
    expect(tenants).toMatchObject({
      north: { ...ACCOUNT, pathPrefix: '/s2s-api/v3', maxAttempts: 2 },
      south: { baseUrl: 'https://south.test', token: 'from-file', pathPrefix: '/api' },
    });
  });

  test('stand beside that of the tenant default', () => {
    const vendor = { VENDOR_BASE_URL: 'https://own.test', VENDOR_TOKEN: 'own' };
    expect(read({ north: ACCOUNT }, vendor)).toMatchObject({
      vendor: { baseUrl: 'https://own.test' },
      tenants: { north: { baseUrl: 'https://vendor.test' } },
    });
    expect(() => read({ default: ACCOUNT }, vendor)).toThrow('must not name the tenant default');
    expect(read({ default: ACCOUNT }).tenants).toMatchObject({ default: ACCOUNT });
  });

  test('keep invented reports away, and reports in a file', () => {
    expect(read({ north: ACCOUNT }, { SANDBOX: 'true' }).mayInvent).toBe(false);
    expect(read({ north: ACCOUNT }).store).toEqual({ kind: 'file', file: 'data/gateway.db' });
  });

  test.each<[string, unknown, string]>([
    ['no JSON', '{"north": canary', 'TENANTS_FILE must be JSON.'],
    ['no object', [ACCOUNT], 'TENANTS_FILE'],
    ['no name of a tenant', { '../x': ACCOUNT }, 'TENANTS_FILE'],
    ['no address', { north: { token: 'canary' } }, 'north.baseUrl'],
    ['no token', { north: { baseUrl: 'https://vendor.test' } }, 'north: must have either token or tokenFile'],
    ['two tokens', { north: { ...ACCOUNT, tokenFile: 'token' } }, 'must have either token or tokenFile'],
    ['a token with blanks', { north: { ...ACCOUNT, token: 'canary token' } }, 'north.token: must be visible'],
    ['blanks in a file', { north: { baseUrl: 'https://x.test', tokenFile: 'blanks' } }, 'north.tokenFile'],
    ['a missing file', { north: { baseUrl: 'https://x.test', tokenFile: 'canary' } }, 'north.tokenFile'],
    ['http', { north: { ...ACCOUNT, baseUrl: 'http://canary.test' } }, 'north.baseUrl must be https'],
    ['an unknown word', { north: { ...ACCOUNT, tokn: 'x' } }, 'TENANTS_FILE: north'],
    ['a path that is none', { north: { ...ACCOUNT, pathPrefix: 'x' } }, 'north.pathPrefix'],
  ])('are refused by their rule, never by a value: %s', (_what, tenants, rule) => {
    expect(() => read(tenants)).toThrow(rule);
    expect(() => read(tenants)).not.toThrow('canary');
  });
});
