import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../../src/config/config.js';

const ACCOUNT = { baseUrl: 'https://vendor.test', token: 'canary-token' };

const [north, next, own] = ['canary n', 'canary x', 'canary o'].map(
  (text) => `whsec_${Buffer.from(text.padEnd(24)).toString('base64')}`,
);
const KEYS = { north, next, own };

function read(tenants: unknown, env: Readonly<Record<string, string>> = {}) {
  const files: Record<string, string> = {
    tenants: typeof tenants === 'string' ? tenants : JSON.stringify(tenants),
    token: ' from-file \n',
    blanks: 'two words',
    webhook: `${KEYS.north},${KEYS.next}\n`,
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

  test('have keys of their callbacks, of their own or in a file', () => {
    const south = { ...ACCOUNT, webhookSecret: KEYS.own };
    const { webhookSecrets } = read({ north: { ...ACCOUNT, webhookSecretFile: 'webhook' }, south });
    expect(webhookSecrets).toEqual([
      { tenant: 'north', secret: KEYS.north },
      { tenant: 'north', secret: KEYS.next },
      { tenant: 'south', secret: KEYS.own },
    ]);
  });

  test('share no key of callbacks: it says whose the reports are', () => {
    const accounts = { north: { ...ACCOUNT, webhookSecret: KEYS.north?.replace('whsec_', '') } };
    expect(read(accounts, { WEBHOOK_SECRET: KEYS.own ?? '' }).webhookSecrets).toHaveLength(2);
    const env = { WEBHOOK_SECRET: KEYS.north ?? '' };
    expect(() => read(accounts, env)).toThrow('north must not have the key of callbacks');
  });

  test.each<[string, unknown, string]>([
    [
      'no key of callbacks',
      { north: { ...ACCOUNT, webhookSecret: 'canary' } },
      'webhookSecret: must be whsec_',
    ],
    [
      'no key in a file',
      { north: { ...ACCOUNT, webhookSecretFile: 'blanks' } },
      'webhookSecretFile must be whsec_',
    ],
    [
      'two places of keys',
      { north: { ...ACCOUNT, webhookSecret: KEYS.own, webhookSecretFile: 'webhook' } },
      'must not have both webhookSecret and',
    ],
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
