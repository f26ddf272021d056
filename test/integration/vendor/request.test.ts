import { afterEach, describe, expect, test } from '@jest/globals';
import { createVendorClient } from '../../../src/vendor/client.js';
import { failureOf, sendReport, startVendor, stopVendors, TOKEN } from './stub-vendor.js';

afterEach(stopVendors);

describe('The request', () => {
  test('carries the token in its header, asks for JSON as it is, and has no other credential', async () => {
    const { stub, fetch } = await startVendor(sendReport);
    await fetch();
    const [request] = stub.requests;
    expect(request?.method).toBe('GET');
    expect(request?.headers).toMatchObject({
      'x-api-token': TOKEN,
      accept: 'application/json',
      'accept-encoding': 'identity',
    });
    expect(request?.headers.authorization).toBeUndefined();
    expect(request?.url).not.toContain(TOKEN);
  });

  test.each([
    ['0189bafa-0610-7349-a0ab-eb53695b27fd', '0189bafa-0610-7349-a0ab-eb53695b27fd'],
    ['a+b/c==', 'a%2Bb%2Fc%3D%3D'],
    ['..a/b..', '..a%2Fb..'],
  ])('names report %s as %s, encoded once', async (id, segment) => {
    const { stub, client } = await startVendor(sendReport);
    await client.fetchReport(id, { locale: 'pt_BR' });
    expect(stub.requests[0]?.url).toBe(`/s2s-api/v3/anonymous-diagnostic-reports/${segment}?locale=pt_BR`);
  });

  test('goes below the path of the base URL and the prefix of the tenant', async () => {
    const { stub } = await startVendor(sendReport);
    const baseUrl = `${stub.url}/tenant/`;
    const client = createVendorClient({ baseUrl, token: TOKEN, pathPrefix: '/s2s/v3' });
    await client.fetchReport('a', { locale: 'en' });
    await client.close();
    expect(stub.requests[0]?.url).toBe('/tenant/s2s/v3/anonymous-diagnostic-reports/a?locale=en');
  });

  test.each([
    ['..', 'en', 'bad-request-id'],
    ['a%2Fb', 'en', 'bad-request-id'],
    ['a?format=pdf', 'en', 'bad-request-id'],
    ['a\r\nX-Other: 1', 'en', 'bad-request-id'],
    ['a', 'en&format=pdf', 'bad-locale'],
    ['a', '', 'bad-locale'],
  ])('is not sent for report %j in language %j', async (id, locale, kind) => {
    const { stub, client } = await startVendor(sendReport);
    const thrown = await failureOf(client.fetchReport(id, { locale }));
    expect(thrown).toMatchObject({ kind, answer: { httpStatus: 400, issueCode: 'value' } });
    expect(thrown.message).not.toContain('format');
    expect(stub.requests).toHaveLength(0);
  });
});
