import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { REPORT_ID, REPORT_TEXT, failureOf, sendReport, startVendor, stopVendors } from './stub-vendor.js';

afterEach(stopVendors);

/** Collects requests until the test answers them. */
function answers() {
  const open: ServerResponse[] = [];
  const waiting = new Set<() => void>();
  return {
    open,
    collect: (response: ServerResponse): void => {
      open.push(response);
      for (const look of waiting) look();
    },
    /** Resolves once so many requests have come in. */
    arrived: (count: number): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (open.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

describe('Requests for one report', () => {
  test('at the same time are one request to the vendor', async () => {
    const { open, collect, arrived } = answers();
    const { stub, fetch } = await startVendor(collect);
    const calls = Array.from({ length: 50 }, () => fetch());
    await arrived(1);
    open.forEach(sendReport);
    const fetched = await Promise.all(calls);
    expect(fetched).toEqual(Array.from({ length: 50 }, () => ({ text: REPORT_TEXT, attempts: 1 })));
    expect(stub.requests).toHaveLength(1);
  });

  test('fail together', async () => {
    const { stub, failure } = await startVendor((response) => void response.writeHead(404).end());
    const failures = await Promise.all([failure(), failure(), failure()]);
    expect(failures.map(({ kind }) => kind)).toEqual(['not-found', 'not-found', 'not-found']);
    expect(stub.requests).toHaveLength(1);
  });

  test('in two languages are two requests', async () => {
    const { stub, client } = await startVendor(sendReport);
    await Promise.all(['en', 'es'].map((locale) => client.fetchReport(REPORT_ID, { locale })));
    expect(stub.requests).toHaveLength(2);
  });

  test('one after the other are two requests: nothing is kept, not even a timer', async () => {
    const { stub, timing, fetch } = await startVendor(sendReport);
    await fetch();
    await fetch();
    expect(stub.requests).toHaveLength(2);
    expect(timing.pending).toBe(0);
  });

  test('go on when one caller leaves', async () => {
    const { open, collect, arrived } = answers();
    const { stub, fetch } = await startVendor(collect);
    const leaving = new AbortController();
    const gone = fetch(leaving.signal);
    const stays = fetch();
    await arrived(1);
    leaving.abort(new Error('client went away'));
    await expect(gone).rejects.toThrow('client went away');
    open.forEach(sendReport);
    await expect(stays).resolves.toMatchObject({ text: REPORT_TEXT });
    expect(stub.requests).toHaveLength(1);
  });

  test('end when the last caller leaves, and the next caller gets a new one', async () => {
    const { open, collect, arrived } = answers();
    const { fetch } = await startVendor(collect);
    const leaving = new AbortController();
    const gone = fetch(leaving.signal);
    await arrived(1);
    const closed = new Promise((resolve) => open[0]?.on('close', resolve));
    leaving.abort(new Error('client went away'));
    await expect(gone).rejects.toThrow('client went away');
    await closed;
    const next = fetch();
    await arrived(2);
    sendReport(open[1]!);
    await expect(next).resolves.toMatchObject({ text: REPORT_TEXT });
  });

  test('are not sent for a caller who has left already', async () => {
    const { stub, fetch } = await startVendor(sendReport);
    await expect(fetch(AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
    expect(stub.requests).toHaveLength(0);
  });
});

describe('Requests for many reports', () => {
  test('wait in line, and are refused at once when the line is full', async () => {
    const { open, collect, arrived } = answers();
    const { stub, client } = await startVendor(collect, { maxConcurrent: 1, maxQueued: 1 });
    const ask = (id: string) => client.fetchReport(id, { locale: 'en' });
    const running = ask('first');
    const queued = ask('second');
    await expect(failureOf(ask('third'))).resolves.toMatchObject({
      kind: 'overloaded',
      retryAfterSeconds: 5,
      answer: { httpStatus: 503, issueCode: 'throttled' },
    });
    await arrived(1);
    sendReport(open[0]!);
    await arrived(2);
    sendReport(open[1]!);
    await Promise.all([running, queued]);
    expect(stub.requests.map(({ url }) => url.split(/[/?]/).at(-2))).toEqual(['first', 'second']);
  });

  test('that spend their whole time in line are told that there is too much going on', async () => {
    const { collect, arrived } = answers();
    const { stub, client, timing } = await startVendor(collect, { maxConcurrent: 1 });
    const running = failureOf(client.fetchReport('first', { locale: 'en' }));
    await arrived(1);
    const queued = failureOf(client.fetchReport('second', { locale: 'en' }));
    timing.passDeadlines();
    await expect(running).resolves.toMatchObject({ kind: 'timeout' });
    await expect(queued).resolves.toMatchObject({ kind: 'overloaded' });
    expect(stub.requests).toHaveLength(1);
  });
});

describe('Closing the client', () => {
  test('ends what runs and what waits, and sends nothing more', async () => {
    const { collect, arrived } = answers();
    const { stub, client } = await startVendor(collect, { maxConcurrent: 1 });
    const ask = (id: string) => failureOf(client.fetchReport(id, { locale: 'en' }));
    const calls = [ask('running'), ask('waiting')];
    await arrived(1);
    await client.close();
    const closing = { kind: 'closing', answer: { httpStatus: 503, issueCode: 'transient' } };
    await expect(Promise.all(calls)).resolves.toMatchObject([closing, closing]);
    await expect(ask('late')).resolves.toMatchObject(closing);
    expect(stub.requests).toHaveLength(1);
  });

  test('twice is the same as once', async () => {
    const { client } = await startVendor(sendReport);
    await client.close();
    await expect(client.close()).resolves.toBeUndefined();
  });
});
