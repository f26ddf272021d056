import { describe, expect, test } from '@jest/globals';
import type { DestinationAuth } from '../../../../src/deliver/destination/destination-auth.js';
import { secretsOf } from '../../../../src/deliver/destination/secrets-of.js';

describe('the secrets of a destination', () => {
  test.each<[DestinationAuth, readonly string[]]>([
    [{ kind: 'none' }, []],
    [{ kind: 'bearer-file', file: '/run/token' }, []],
    [{ kind: 'basic', user: 'gateway', password: 'canary' }, ['canary']],
    [{ kind: 'bearer', token: 'canary' }, ['canary']],
    [{ kind: 'header', name: 'x-key', value: 'canary' }, ['canary']],
    [{ kind: 'oauth2', clientId: 'gateway', clientSecret: 'canary', secretIn: 'post' }, ['canary']],
    [
      { kind: 'smart-backend', clientId: 'gateway', keys: [{ kid: 'k', alg: 'ES384', pem: 'canary' }] },
      ['canary'],
    ],
  ])('are what %j holds in clear', (auth, secrets) => {
    expect(secretsOf({ auth, tls: {} })).toEqual(secrets);
    expect(secretsOf({ auth, tls: { cert: 'public', key: 'key' } })).toEqual([...secrets, 'key']);
  });
});
