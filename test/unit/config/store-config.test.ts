import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../../src/config/config.js';

const VENDOR = { VENDOR_BASE_URL: 'https://vendor.test', VENDOR_TOKEN: 'secret' };
const URL = 'postgres://gateway:canary@db.test:5432/gateway';

describe('the place of reports and keys', () => {
  test.each([
    ['memory, with the sandbox', {}, { kind: 'memory' }],
    ['a file, with a vendor', VENDOR, { kind: 'file', file: 'data/gateway.db' }],
    ['memory where that is said', { ...VENDOR, STORE: 'memory' }, { kind: 'memory' }],
    ['the file that is named', { STORE: 'file:/var/lib/x.db' }, { kind: 'file', file: '/var/lib/x.db' }],
    ['PostgreSQL', { ...VENDOR, DATABASE_URL: URL }, { kind: 'postgresql', url: URL }],
  ])('is %s', (_what, env, place) => {
    expect(readConfig(env).store).toEqual(place);
  });

  test.each([
    ['two places', { STORE: 'memory', DATABASE_URL: URL }, 'STORE and DATABASE_URL must not both be set.'],
    ['a path without its scheme', { STORE: 'gateway.db' }, 'STORE must be memory or file: and a path.'],
    ['another database', { DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must be a URL such as'],
  ])('cannot be %s', (_what, env, rule) => {
    expect(() => readConfig(env)).toThrow(rule);
  });

  test('is logged without the password', () => {
    const { effective } = readConfig({ DATABASE_URL: URL });
    expect(effective).toMatchObject({ DATABASE_URL: '[set]' });
    expect(JSON.stringify(effective)).not.toContain('canary');
  });
});
