import { afterEach, describe, expect, test } from '@jest/globals';
import { sendReport, startVendor, stopVendors } from './stub-vendor.js';

afterEach(stopVendors);

describe('A redirect', () => {
  test.each([301, 302, 303, 307, 308])(
    '%d is not followed, so that the token reaches nobody else',
    async (status) => {
      const elsewhere = await startVendor(sendReport);
      const { stub, failure } = await startVendor((response) => {
        response.writeHead(status, { location: `${elsewhere.stub.url}/report?key=canary-key` }).end();
      });
      const thrown = await failure();
      expect(thrown).toMatchObject({ kind: 'redirected', status, attempts: 1 });
      expect(thrown.message).not.toContain('canary-key');
      expect(stub.requests).toHaveLength(1);
      expect(elsewhere.stub.requests).toHaveLength(0);
    },
  );

  test('to the same host is not followed either', async () => {
    const { stub, failure } = await startVendor((response) => {
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    await expect(failure()).resolves.toMatchObject({ kind: 'redirected' });
    expect(stub.requests).toHaveLength(1);
  });
});
