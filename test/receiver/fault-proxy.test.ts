import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { startReceiver, type Receiver } from '../../src/deliver/sandbox/receiver.js';
import { Random } from '../property/mutation/random.js';
import { BAD_DAY, drawFault, FAULT_KINDS, type FaultKind } from './fault.js';
import { startFaultProxy, type FaultProxy, type FaultProxyOptions } from './fault-proxy.js';
import { spoil } from './spoil.js';

let receiver: Receiver;
let proxy: FaultProxy;

beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  await proxy.close();
  await receiver.close();
});

async function started(options: Partial<FaultProxyOptions> = {}): Promise<void> {
  proxy = await startFaultProxy({ upstream: receiver.url, ...options });
}

const always = (kind: FaultKind): Partial<FaultProxyOptions> => ({ rates: { [kind]: 1 } });

/** Stores a device through the proxy. */
async function put(id = 'd', signal: AbortSignal | null = null): Promise<Response> {
  return fetch(`${proxy.url}/Device/${id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Device', id }),
    signal,
  });
}

describe('a fault proxy', () => {
  test('passes everything on when nothing is to go wrong', async () => {
    await started();
    const answer = await put();
    expect([answer.status, answer.headers.get('etag')]).toEqual([201, 'W/"1"']);
    expect(await answer.json()).toEqual(receiver.resources()[0]);
    expect(proxy.totals).toEqual({ received: 1, forwarded: 1 });
  });

  test.each([
    ['503', '1'],
    ['429', '1'],
    ['408', null],
    ['409', null],
    ['500', null],
  ] as const)('answers %s in the place of the server', async (kind, retryAfter) => {
    await started(always(kind));
    const answer = await put();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([Number(kind), retryAfter]);
    expect(await answer.json()).toMatchObject({ resourceType: 'OperationOutcome' });
    expect(proxy.totals).toEqual({ received: 1, forwarded: 0 });
    expect(receiver.addresses()).toEqual([]);
    expect(proxy.counts[kind]).toBe(1);
  });

  test.each([
    ['reset-before', []],
    ['reset-after', ['Device/d']],
    ['truncated', ['Device/d']],
  ] as const)('spoils the exchange by %s, and the server holds %j', async (kind, held) => {
    await started(always(kind));
    await expect(put().then((answer) => answer.text())).rejects.toThrow();
    expect(receiver.addresses()).toEqual(held);
    expect(proxy.counts[kind]).toBe(1);
  });

  test('cuts an answer in a way that looks whole', async () => {
    await started(always('truncated-unframed'));
    const answer = await put();
    const text = await answer.text();
    expect(answer.status).toBe(201);
    expect(JSON.stringify(receiver.resources()[0]).startsWith(text)).toBe(true);
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  });

  test('lets no answer drip for who has left: nothing would end that', async () => {
    await started();
    const drips = jest.spyOn(globalThis, 'setInterval');
    const response = new ServerResponse(new IncomingMessage(new Socket()));
    response.destroy();
    await spoil(
      'drip',
      response,
      () => Promise.resolve({ status: 200, headers: {}, body: Buffer.of(1) }),
      {},
    );
    expect(drips).not.toHaveBeenCalled();
    drips.mockRestore();
  });

  test('lets an answer drip, so that only a deadline ends it', async () => {
    await started({ ...always('drip'), dripMs: 60_000 });
    const leaving = new AbortController();
    const answer = await put('d', leaving.signal);
    expect(answer.status).toBe(201);
    const text = answer.text();
    leaving.abort();
    await expect(text).rejects.toThrow('abort');
    expect(receiver.addresses()).toEqual(['Device/d']);
  });

  test('spoils only what it may', async () => {
    await started({ ...always('500'), strikes: ({ method }) => method === 'GET' });
    expect((await put()).status).toBe(201);
    expect((await fetch(`${proxy.url}/Device/d`)).status).toBe(500);
  });

  test('goes down and comes up again at the same address', async () => {
    await started();
    await put();
    await proxy.goDown();
    await expect(put()).rejects.toThrow('fetch failed');
    await proxy.comeUp();
    expect((await put()).status).toBe(200);
  });

  test('strikes the same requests in every run with the same seed', async () => {
    const runs: unknown[] = [];
    for (const seed of [7, 7, 8]) {
      await started({ rates: { '500': 0.5 }, seed });
      const statuses = [];
      for (let number = 0; number < 20; number += 1) statuses.push((await put()).status === 500);
      runs.push(statuses);
      await proxy.close();
    }
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).not.toEqual(runs[0]);
  });
});

test('faults are drawn as often as they should be', () => {
  const random = new Random(1);
  const drawn = Array.from({ length: 100_000 }, () => drawFault(BAD_DAY, random));
  for (const kind of FAULT_KINDS) {
    const share = drawn.filter((other) => other === kind).length / drawn.length;
    expect(Math.abs(share / (BAD_DAY[kind] ?? 0) - 1)).toBeLessThan(0.15);
  }
});
