import { describe, expect, test } from '@jest/globals';
import { checkOptions, VENDOR_CLIENT_DEFAULTS } from '../../../src/vendor/options.js';

const given = { baseUrl: 'https://back.example.com', token: 'sesame' };

describe('checkOptions', () => {
  test.each([
    ['https://back.example.com', undefined, '/s2s-api/v3/anonymous-diagnostic-reports'],
    ['https://back.example.com/', undefined, '/s2s-api/v3/anonymous-diagnostic-reports'],
    ['https://back.example.com/tenant/', '/s2s/v3', '/tenant/s2s/v3/anonymous-diagnostic-reports'],
    ['https://back.example.com/tenant', '', '/tenant/anonymous-diagnostic-reports'],
  ])('puts base URL %s and prefix %s together', (baseUrl, pathPrefix, collection) => {
    const prefix = pathPrefix === undefined ? {} : { pathPrefix };
    const settings = checkOptions({ ...given, baseUrl, ...prefix });
    expect(settings.origin).toBe('https://back.example.com');
    expect(settings.collection).toBe(collection);
  });

  test('fills in what is not given and keeps what is', () => {
    const settings = checkOptions({ ...given, maxAttempts: 1 });
    expect(settings.maxAttempts).toBe(1);
    expect(settings.maxQueued).toBe(VENDOR_CLIENT_DEFAULTS.maxQueued);
  });

  test.each(['http://localhost:8081', 'http://127.0.0.1', 'http://127.9.9.9', 'http://[::1]:1'])(
    'permits plain %s, since it does not leave the machine',
    (baseUrl) => {
      expect(checkOptions({ ...given, baseUrl }).origin).toBe(new URL(baseUrl).origin);
    },
  );

  test('permits plain http to another machine only when told so', () => {
    const baseUrl = 'http://vendor.internal';
    expect(() => checkOptions({ ...given, baseUrl })).toThrow('baseUrl must be https');
    expect(checkOptions({ ...given, baseUrl, allowInsecure: true }).origin).toBe(baseUrl);
  });

  test.each([
    ['baseUrl', ''],
    ['baseUrl', 'back.example.com'],
    ['baseUrl', 'ftp://127.0.0.1'],
    ['baseUrl', 'https://user:secret@back.example.com'],
    ['baseUrl', 'https://back.example.com/?key=secret'],
    ['baseUrl', 'https://back.example.com/#secret'],
    ['baseUrl', 'http://127.0.0.1.secret.example'],
    ['token', ''],
    ['token', 'secret secret'],
    ['token', 'secret\r\nX-Other: 1'],
    ['token', 'sécret'],
    ['pathPrefix', 's2s'],
    ['pathPrefix', '/s2s/'],
    ['pathPrefix', '/../secret'],
    ['pathPrefix', '/s2s?key=secret'],
    ['pathPrefix', '//secret.example'],
    ['totalTimeoutMs', 0],
    ['totalTimeoutMs', 2 ** 31],
    ['headersTimeoutMs', Number.NaN],
    ['maxBytes', 1.5],
    ['maxAttempts', 0],
    ['maxConcurrent', 0],
    ['maxQueued', -1],
  ])('names %s when it is %j, and not its value', (option, value) => {
    const check = () => checkOptions({ ...given, [option]: value });
    expect(check).toThrow(TypeError);
    expect(check).toThrow(`Vendor client: ${option} must`);
    expect(check).not.toThrow('secret');
  });
});
