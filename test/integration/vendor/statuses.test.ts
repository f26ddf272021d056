import { afterEach, describe, expect, test } from '@jest/globals';
import { REPORT_ID, REPORT_TEXT, sendReport, startVendor, stopVendors, TOKEN } from './stub-vendor.js';

afterEach(stopVendors);

describe('What the vendor answers with', () => {
  test.each([
    [201, 'structure', 1, 502, 'structure'],
    [204, 'structure', 1, 502, 'structure'],
    [206, 'structure', 1, 502, 'structure'],
    [304, 'redirected', 1, 502, 'exception'],
    [400, 'refused', 1, 502, 'processing'],
    [401, 'unauthorised', 1, 502, 'exception'],
    [403, 'unauthorised', 1, 502, 'exception'],
    [404, 'not-found', 1, 404, 'not-found'],
    [407, 'unauthorised', 1, 502, 'exception'],
    [408, 'transient', 3, 502, 'transient'],
    [410, 'not-found', 1, 404, 'not-found'],
    [422, 'refused', 1, 502, 'processing'],
    [425, 'transient', 3, 502, 'transient'],
    [429, 'throttled', 3, 503, 'throttled'],
    [500, 'transient', 3, 502, 'transient'],
    [501, 'transient', 1, 502, 'transient'],
    [502, 'transient', 3, 502, 'transient'],
    [503, 'transient', 3, 502, 'transient'],
    [504, 'transient', 3, 502, 'transient'],
    [505, 'transient', 1, 502, 'transient'],
    [599, 'transient', 3, 502, 'transient'],
  ])('%d is %s after %d requests, told as %d %s', async (status, kind, attempts, httpStatus, issueCode) => {
    const { stub, failure } = await startVendor((response) => {
      response.writeHead(status).end();
    });
    const thrown = await failure();
    expect(thrown).toMatchObject({ kind, status, attempts, answer: { httpStatus, issueCode } });
    expect(stub.requests).toHaveLength(attempts);
  });

  test('a code that can be shown is kept, whatever the type of the body', async () => {
    const { failure } = await startVendor((response) => {
      response
        .writeHead(422, { 'content-type': 'text/plain' })
        .end('{"errorCode":"NO_IMAGE","message":"canary"}');
    });
    const thrown = await failure();
    expect(thrown).toMatchObject({ kind: 'refused', errorCode: 'NO_IMAGE' });
    expect(thrown.message).toBe('The vendor refused the request (HTTP 422, errorCode NO_IMAGE).');
  });

  test('an error with a body that never ends is decided by its status', async () => {
    const { failure } = await startVendor((response) => {
      response.writeHead(404, { 'content-type': 'application/json' });
      const push = (): void => {
        while (!response.destroyed && response.write('{"errorCode":"X",'.repeat(1024)));
      };
      response.on('drain', push);
      push();
    });
    await expect(failure()).resolves.toMatchObject({ kind: 'not-found', errorCode: undefined });
  });

  test('an error whose body breaks off is decided by its status', async () => {
    const { failure } = await startVendor((response) => {
      response.writeHead(401, { 'content-length': 100 });
      response.write('{"errorCode"', () => response.socket?.resetAndDestroy());
    });
    await expect(failure()).resolves.toMatchObject({ kind: 'unauthorised', status: 401 });
  });

  test('neither the token, nor the report, nor what the vendor says is in any failure', async () => {
    for (const status of [302, 400, 401, 404, 429, 500]) {
      const { stub, failure } = await startVendor((response) => {
        const echo = `No ${REPORT_ID} for ${TOKEN}`;
        response.writeHead(status, { location: `/${TOKEN}`, 'content-type': 'application/json' });
        response.end(JSON.stringify({ errorCode: echo, message: echo, detail: 'vendor-prose' }));
      });
      const thrown = await failure();
      const told = [thrown.message, thrown.stack, JSON.stringify(thrown), String(thrown.cause)].join('\n');
      for (const secret of [TOKEN, REPORT_ID, encodeURIComponent(REPORT_ID), 'vendor-prose', stub.url]) {
        expect(told).not.toContain(secret);
      }
    }
  });
});

describe('Trying again', () => {
  test('gives the report when the vendor recovers, with the number of requests it took', async () => {
    const { timing, fetch } = await startVendor((response, number) => {
      if (number < 3) response.writeHead(503).end();
      else sendReport(response);
    });
    await expect(fetch()).resolves.toEqual({ text: REPORT_TEXT, attempts: 3 });
    expect(timing.waits).toEqual([100, 200]);
  });

  test('waits at least as long as the vendor asks, in seconds or until a date', async () => {
    const { timing, fetch } = await startVendor((response, number) => {
      if (number === 1) response.writeHead(429, { 'retry-after': '2' }).end();
      else if (number === 2)
        response.writeHead(503, { 'retry-after': 'Thu, 01 Jan 2026 00:00:04 GMT' }).end();
      else sendReport(response);
    });
    await fetch();
    expect(timing.waits).toEqual([2_100, 4_200]);
  });

  test('waits as it would anyway when the date is past or cannot be read', async () => {
    const { timing, fetch } = await startVendor((response, number) => {
      if (number === 1) response.writeHead(503, { 'retry-after': 'Wed, 31 Dec 2025 23:59:59 GMT' }).end();
      else if (number === 2) response.writeHead(503, { 'retry-after': 'soon' }).end();
      else sendReport(response);
    });
    await fetch();
    expect(timing.waits).toEqual([100, 200]);
  });

  test('hands a wait beyond the deadline on to the caller instead of sitting it out', async () => {
    const { stub, timing, failure } = await startVendor((response) => {
      response.writeHead(429, { 'retry-after': '3600' }).end();
    });
    await expect(failure()).resolves.toMatchObject({
      kind: 'throttled',
      retryAfterSeconds: 3600,
      attempts: 1,
    });
    expect(timing.waits).toEqual([]);
    expect(stub.requests).toHaveLength(1);
  });
});
