import { afterEach, describe, expect, test } from '@jest/globals';
import { openVendor } from '../../../src/vendor/open-vendor.js';
import { readFetched } from '../../../src/vendor/read-fetched.js';
import { failureOf, REPORT_TEXT, sendReport, startVendor, stopVendors, TOKEN } from './stub-vendor.js';

afterEach(stopVendors);

describe('openVendor', () => {
  test('asks the vendor that is configured', async () => {
    const { stub } = await startVendor(sendReport);
    const vendor = await openVendor({ baseUrl: stub.url, token: TOKEN });
    expect(vendor.sandbox).toBeNull();
    await expect(vendor.client.fetchReport('a', { locale: 'en' })).resolves.toMatchObject({
      text: REPORT_TEXT,
    });
    await vendor.close();
  });

  test('starts a sandbox where none is, and stops it again', async () => {
    const vendor = await openVendor(null);
    const { text } = await vendor.client.fetchReport('psoriasis', { locale: 'es' });
    expect(readFetched(text).report.bodySite?.name).toBe('Codo izquierdo');
    await vendor.close();
    await expect(failureOf(vendor.client.fetchReport('psoriasis', { locale: 'es' }))).resolves.toMatchObject({
      kind: 'closing',
    });
    await expect(fetch(vendor.sandbox?.url ?? '')).rejects.toThrow();
  });

  test('names an option that is wrong', async () => {
    await expect(openVendor({ baseUrl: 'nowhere', token: TOKEN })).rejects.toThrow('baseUrl must be');
  });
});
