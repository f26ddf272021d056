import { describe, expect, test } from '@jest/globals';
import { readGiven } from './read-given.js';

const CLIENT = { clientId: 'gateway', scope: 'system/Observation.cu system/Media.cu' };

describe('a secret', () => {
  test.each([
    ['an environment variable', { env: 'WARD_TOKEN' }, 'from-env'],
    ['a file beside the destinations file', { file: 'token' }, 'from-file'],
    ['a file anywhere', { file: '/etc/derm/token' }, 'from-file'],
  ])('comes from %s', (_where, token, found) => {
    const read = readGiven({ auth: { kind: 'bearer', token } }, { WARD_TOKEN: 'from-env' });
    expect(read).toMatchObject({ auth: { kind: 'bearer', token: found } });
  });

  test.each([
    ['itself', 'geheim', /^auth\.token must be \{env: NAME\} or \{file: PATH\}/],
    ['two references', { env: 'WARD_TOKEN', file: 'token' }, /^auth\.token must be \{env: NAME\}/],
    ['no reference', {}, /^auth\.token must be \{env: NAME\}/],
    [
      'a variable that is not there',
      { env: 'geheim' },
      /must name an environment variable that is there and not empty$/,
    ],
    ['a file that is not there', { file: 'geheim' }, /must name a file that is there and not empty$/],
    ['an empty file', { file: 'empty' }, /must name a file that is there and not empty$/],
    [
      'text that it cannot be',
      { file: 'blanks' },
      /must name a file that holds visible ASCII without blanks$/,
    ],
    ['two lines', { env: 'WARD_TOKEN' }, /must name an environment variable that holds visible ASCII/],
  ])('is refused when the file gives %s, and is not repeated', (_what, token, problem) => {
    const read = readGiven({ auth: { kind: 'bearer', token } }, { WARD_TOKEN: 'geheim\ngeheim' });
    expect(read).toEqual([expect.stringMatching(problem)]);
    expect(JSON.stringify(read)).not.toContain('geheim');
  });
});

describe('auth', () => {
  const secret = { env: 'SECRET' };
  const keys = [
    { kid: 'spring', alg: 'ES384', key: { file: 'ec384.pem' } },
    { kid: 'summer', alg: 'RS384', key: { file: 'rsa.pem' } },
  ];

  test.each([
    [{ kind: 'none' }, { kind: 'none' }],
    [
      { kind: 'basic', user: 'gateway', password: secret },
      { kind: 'basic', user: 'gateway', password: 'open sesame' },
    ],
    [
      { kind: 'bearer-file', file: 'run/token' },
      { kind: 'bearer-file', file: '/etc/derm/run/token' },
    ],
    [
      { kind: 'header', name: 'X-Api-Key', value: secret },
      { kind: 'header', name: 'x-api-key', value: 'open sesame' },
    ],
    [
      { kind: 'oauth2', ...CLIENT, clientSecret: secret },
      { kind: 'oauth2', ...CLIENT, clientSecret: 'open sesame', secretIn: 'basic' },
    ],
    [
      { kind: 'smart-backend', ...CLIENT, tokenOrigin: 'https://login.hospital.test', keys },
      {
        kind: 'smart-backend',
        ...CLIENT,
        tokenOrigin: 'https://login.hospital.test',
        keys: [
          { kid: 'spring', alg: 'ES384', pem: expect.stringMatching(/^-----BEGIN PRIVATE KEY-----/) },
          { kid: 'summer', alg: 'RS384', pem: expect.stringMatching(/^-----BEGIN PRIVATE KEY-----/) },
        ],
      },
    ],
  ])('is read: %j', (auth, read) => {
    expect(readGiven({ auth }, { SECRET: 'open sesame' })).toMatchObject({ auth: read });
  });

  const backend = { kind: 'smart-backend', ...CLIENT };
  const withKey = (alg: string, file: string) => ({
    ...backend,
    keys: [{ kid: 'spring', alg, key: { file } }],
  });

  test.each([
    ['another kind', { kind: 'digest' }, 'auth.kind must have a kind'],
    ['a field of another kind', { kind: 'none', token: secret }, 'auth must not hold token'],
    ['a user with a colon', { kind: 'basic', user: 'a:b', password: secret }, 'auth.user'],
    ['a header that frames the message', { kind: 'header', name: 'Host', value: secret }, 'auth.name'],
    [
      'a header that is set already',
      { kind: 'header', name: 'X-Tenant', value: secret },
      'headers.x-tenant must not be the header that auth sets',
    ],
    [
      'a token endpoint without TLS',
      { ...backend, keys, tokenUrl: 'http://login.hospital.test/token' },
      'auth.tokenUrl must be https',
    ],
    [
      'more than an origin',
      { ...backend, keys, tokenOrigin: 'https://login.hospital.test/' },
      'auth.tokenOrigin must be an https origin',
    ],
    ['a scope in quotes', { ...backend, keys, scope: '"system"' }, 'auth.scope'],
    ['no keys', { ...backend, keys: [] }, 'auth.keys must hold a key'],
    ['one kid twice', { ...backend, keys: [keys[0], keys[0]] }, 'auth.keys must not repeat a kid'],
    ['another algorithm', withKey('HS384', 'rsa.pem'), 'auth.keys[0].alg must be one of RS384, ES384'],
    ['a short RSA key', withKey('RS384', 'rsa1024.pem'), 'auth.keys[0].key must be a private key'],
    ['another curve', withKey('ES384', 'ec256.pem'), 'auth.keys[0].key must be a private key'],
    ['a key of the other algorithm', withKey('RS384', 'ec384.pem'), 'auth.keys[0].key must be a private key'],
    ['a certificate for a key', withKey('ES384', 'client.pem'), 'auth.keys[0].key must be a private key'],
    ['no key at all', withKey('ES384', 'token'), 'auth.keys[0].key must name a file that holds PEM'],
  ])('is refused with %s', (_what, auth, problem) => {
    const read = readGiven({ auth, headers: { 'X-Tenant': 'north' } }, { SECRET: 'open sesame' });
    expect(read).toEqual([expect.stringContaining(problem)]);
  });
});

describe('tls', () => {
  const cert = { file: 'client.pem' };
  const key = { file: 'client-key.pem' };

  test('holds the certificate of the client and the authorities of the server', () => {
    expect(readGiven({ tls: { cert, key, ca: cert } })).toMatchObject({
      tls: {
        cert: expect.stringMatching(/^-----BEGIN CERT/),
        key: expect.stringMatching(/^-----BEGIN PRIV/),
        ca: expect.stringMatching(/^-----BEGIN CERT/),
      },
    });
  });

  test.each([
    ['a certificate without its key', { cert }, 'tls needs a certificate and its key, both'],
    ['a key without its certificate', { key }, 'tls needs a certificate and its key, both'],
    ['the key of another certificate', { cert, key: { file: 'ec256.pem' } }, 'tls has a certificate or key'],
    ['a certificate for a key', { cert, key: cert }, 'tls has a certificate or key'],
    ['no certificate at all', { ca: { file: 'broken.pem' } }, 'tls'],
    ['a key for an authority', { ca: key }, 'tls.ca must be certificates'],
  ])('is refused with %s', (_what, tls, problem) => {
    const read = readGiven({ tls });
    expect(read).toEqual([expect.stringContaining(problem)]);
    expect(JSON.stringify(read)).not.toContain('geheim');
  });
});
