import { describe, expect, test } from '@jest/globals';
import { allowedHostOf, HOST_NAME, hostAt, hostNamed } from '../../../src/net/allowed-host.js';

const hosts = [hostNamed('bucket.example', 'public'), hostAt('http://127.0.0.1:8080', 'public')];

describe('a URL leads to an allowed host', () => {
  test.each([
    'https://bucket.example/a.png?X-Amz-Signature=1',
    'https://bucket.example:443/a.png',
    'https://BUCKET.example/a.png',
    'http://127.0.0.1:8080/a.png',
    // The same address in another spelling, and it is the listed one.
    'http://0x7f000001:8080/',
  ])('%s', (url) => {
    expect(allowedHostOf(new URL(url), hosts)).toBeDefined();
  });

  test.each([
    ['another scheme', 'http://bucket.example/a.png'],
    ['another port', 'https://bucket.example:8443/a.png'],
    ['another port of this machine', 'http://127.0.0.1:8081/'],
    ['a host below it', 'https://a.bucket.example/'],
    ['a host that begins like it', 'https://bucket.example.attacker.example/'],
    ['a host that ends like it', 'https://evilbucket.example/'],
    ['a dot at its end', 'https://bucket.example./'],
    ['a user', 'https://user@bucket.example/'],
    ['a password', 'https://:secret@bucket.example/'],
    ['it as user of another host', 'https://bucket.example@attacker.example/'],
    ['a backslash', 'https://attacker.example\\@bucket.example/'],
    ['an address', 'https://93.184.216.34/'],
    ['metadata', 'http://169.254.169.254/latest/meta-data/'],
    ['metadata in decimal', 'http://2852039166/'],
    ['loopback in IPv6', 'http://[::1]:8080/'],
    ['loopback mapped', 'http://[::ffff:127.0.0.1]:8080/'],
    ['a look-alike', 'https://buckеt.example/'],
    ['a file', 'file:///etc/passwd'],
    ['data', 'data:image/png;base64,AA=='],
    ['a script', 'javascript:alert(1)'],
  ])('but not with %s', (_what, url) => {
    expect(allowedHostOf(new URL(url), hosts)).toBeUndefined();
  });
});

describe('a host where the operator says', () => {
  test.each([
    ['https://vendor.example/api', { origin: 'https://vendor.example', reach: 'public' }],
    ['http://sandbox:9090', { origin: 'http://sandbox:9090', reach: 'private' }],
    ['http://localhost:9090/', { origin: 'http://localhost:9090', reach: 'loopback' }],
    ['https://127.0.0.1:9090/', { origin: 'https://127.0.0.1:9090', reach: 'loopback' }],
  ])('%s is reached there', (baseUrl, host) => {
    expect(hostAt(baseUrl, 'public')).toEqual(host);
  });
});

describe('a host name', () => {
  test.each(['bucket.s3.eu-west-1.amazonaws.com', 'a-b.example', 'xn--bcher-kva.example'])(
    'is %s',
    (name) => {
      expect(HOST_NAME.test(name)).toBe(true);
    },
  );

  test.each([
    ...['localhost', '127.0.0.1', '::1', '*.example.com', 'a.example:443', 'https://a.example', 'a.example.'],
    ...[
      'a..example',
      '-a.example',
      'a-.example',
      'A.example',
      'a.example/x',
      'u@a.example',
      '0x7f.0.0.1',
      '',
    ],
  ])('is not "%s"', (name) => {
    expect(HOST_NAME.test(name)).toBe(false);
  });
});
