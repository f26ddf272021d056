import { describe, expect, test } from '@jest/globals';
import { checkDestination } from '../../../src/deliver/destination.js';

describe('checkDestination', () => {
  test('keeps the base without its trailing slash, and puts the token into a header', () => {
    const checked = checkDestination({
      baseUrl: 'https://fhir.hospital.test/R4/',
      token: 'abc.def',
      headers: { 'X-Tenant': 'north' },
    });
    expect(checked).toEqual({
      baseUrl: 'https://fhir.hospital.test/R4',
      headers: { 'x-tenant': 'north', authorization: 'Bearer abc.def' },
    });
  });

  test.each(['http://127.0.0.1:8080/fhir', 'http://localhost/fhir', 'http://[::1]:9/fhir'])(
    'takes http to this machine: %s',
    (baseUrl) => {
      expect(checkDestination({ baseUrl }).baseUrl).toBe(baseUrl);
    },
  );

  test('takes http to another machine only when told to', () => {
    const baseUrl = 'http://fhir.hospital.test/R4';
    expect(() => checkDestination({ baseUrl })).toThrow('must be https');
    expect(checkDestination({ baseUrl, allowHttp: true }).baseUrl).toBe(baseUrl);
  });

  test.each([
    ['no URL at all', 'fhir.hospital.test'],
    ['another scheme', 'ftp://fhir.hospital.test'],
    ['a file', 'file:///etc/passwd'],
    ['a user and password', 'https://user:geheim@fhir.hospital.test'],
    ['a query', 'https://fhir.hospital.test/?code=geheim'],
    ['an empty query', 'https://fhir.hospital.test/R4?'],
    ['a fragment', 'https://fhir.hospital.test/#geheim'],
  ])('refuses %s without repeating it', (_what, baseUrl) => {
    expect(() => checkDestination({ baseUrl, allowHttp: true })).toThrow(
      expect.objectContaining({ name: 'TypeError', message: expect.not.stringContaining('geheim') }),
    );
  });

  test.each([
    ['a token with a blank', { token: 'geheim geheim' }],
    ['a token with a line break', { token: 'geheim\nx-admin: 1' }],
    ['an empty token', { token: '' }],
    ['a header value with a line break', { headers: { 'x-tenant': 'geheim\r\nx-admin: 1' } }],
    ['a header value outside ASCII', { headers: { 'x-tenant': 'geheimé' } }],
    ['a header without a name', { headers: { '': 'geheim' } }],
    ['a header name with a blank', { headers: { 'x tenant': 'geheim' } }],
    ['credentials among the headers', { headers: { Authorization: 'Basic geheim' } }],
    ['a header that frames the message', { headers: { 'Content-Length': '1' } }],
    ['another host', { headers: { Host: 'geheim.test' } }],
  ])('refuses %s without repeating it', (_what, options) => {
    expect(() => checkDestination({ baseUrl: 'https://fhir.hospital.test', ...options })).toThrow(
      expect.objectContaining({ name: 'TypeError', message: expect.not.stringContaining('geheim') }),
    );
  });
});
