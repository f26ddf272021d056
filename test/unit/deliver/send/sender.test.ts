import type { LookupFunction } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createSender, type SenderDeps } from '../../../../src/deliver/send/create-sender.js';
import type { Sender, SendTarget } from '../../../../src/deliver/send/sender.js';
import { plannedResource, plannedTransaction, sendTarget } from '../../../helpers/send-target.js';
import { startStubServer, type StubServer } from '../../../helpers/stub-server.js';

const open: { close: () => Promise<void> }[] = [];

async function stub(...args: Parameters<typeof startStubServer>): Promise<StubServer> {
  const server = await startStubServer(...args);
  open.push(server);
  return server;
}

function senderTo(baseUrl: string, changes: Partial<SendTarget> = {}, deps: SenderDeps = {}): Sender {
  const sender = createSender(sendTarget(baseUrl, changes), deps);
  open.unshift(sender);
  return sender;
}

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

describe('a sender', () => {
  test('posts the text byte for byte to exactly the base', async () => {
    const server = await stub((response) => response.end('{"resourceType":"Bundle"}'));
    const sender = senderTo(`${server.url}/fhir/R4`, { headers: { 'x-tenant': 'north' } });
    expect(await sender.send(plannedTransaction, 'corr-1')).toEqual({
      kind: 'answered',
      status: 200,
      form: 'json',
      body: { resourceType: 'Bundle' },
      headers: { date: expect.any(String) },
    });
    expect(server.requests).toEqual([
      expect.objectContaining({ method: 'POST', url: '/fhir/R4', body: plannedTransaction.body }),
    ]);
    expect(server.requests[0]?.headers).toMatchObject({
      'content-type': 'application/fhir+json; charset=utf-8',
      accept: 'application/fhir+json',
      'accept-encoding': 'identity',
      prefer: 'return=minimal',
      'x-tenant': 'north',
      'x-request-id': 'corr-1',
    });
  });

  test('reads of an answer to a writing what such an answer may be, by the size of what was sent', async () => {
    const lengths = [2.9, 2.1].map((megabytes) => megabytes * 2 ** 20);
    const server = await stub((response) => response.end(`{"a":"${'x'.repeat(lengths.pop() ?? 0)}"}`));
    const sender = senderTo(server.url);
    expect(await sender.send(plannedTransaction, 'x')).toMatchObject({ status: 200, form: 'cut' });
    const large = { ...plannedTransaction, body: ' '.repeat(2 ** 19) };
    expect(await sender.send(large, 'x')).toMatchObject({ status: 200, form: 'json' });
  });

  test('reads more of what it asked for', async () => {
    const server = await stub((response) => response.end(`{"a":"${'x'.repeat(2.1 * 2 ** 20)}"}`));
    expect(await senderTo(server.url).get('metadata')).toMatchObject({ form: 'json' });
  });

  test('posts Bundles to the base with a slash where that is wanted', async () => {
    const server = await stub((response) => response.end('{}'));
    const sender = senderTo(`${server.url}/fhir`, { hasTrailingSlash: true });
    await sender.send(plannedTransaction, 'x');
    await sender.send(plannedResource, 'x');
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /fhir/',
      'PUT /fhir/Media/m1',
    ]);
  });

  test('sends the headers of a request and gives those of the answer that mean something', async () => {
    const given = { location: '/fhir/Media/7/_history/1', etag: 'W/"1"', 'retry-after': '3' };
    const server = await stub((response) =>
      response.writeHead(201, { ...given, 'x-ms-retry-after-ms': '5', server: 'x' }).end(),
    );
    const headers = { 'if-none-exist': 'identifier=a%7Cb' };
    const answer = await senderTo(server.url).send({ ...plannedResource, headers }, 'x');
    expect(server.requests[0]?.headers).toMatchObject(headers);
    expect(answer).toMatchObject({ status: 201, form: 'empty', body: undefined });
    expect(answer).toHaveProperty('headers', {
      ...given,
      'x-ms-retry-after-ms': '5',
      date: expect.any(String),
    });
  });

  test('searches so that nothing in the search is ignored, and no older result given again', async () => {
    const server = await stub((response) => response.end('{}'));
    const sender = senderTo(server.url);
    await sender.get('Media?identifier=a%7Cb');
    await sender.get('Media/1');
    const strict = { prefer: 'handling=strict', 'cache-control': 'no-cache' };
    expect(server.requests[0]?.headers).toMatchObject(strict);
    expect(server.requests[1]?.headers).not.toHaveProperty('prefer');
  });

  test('keeps its connections', async () => {
    const ports = new Set<number | undefined>();
    const server = await stub((response) => {
      ports.add(response.socket?.remotePort);
      response.end('{"resourceType":"Bundle"}');
    });
    const sender = senderTo(server.url, { concurrency: 1 });
    for (let sent = 0; sent < 3; sent++) await sender.send(plannedTransaction, 'x');
    expect(ports.size).toBe(1);
  });

  test('has no more requests under way than it may', async () => {
    const held: (() => void)[] = [];
    let most = 0;
    const server = await stub((response) => {
      held.push(() => response.end('{}'));
      most = Math.max(most, held.length);
      if (held.length < 2) return;
      // A third one would come in meanwhile.
      setImmediate(() => {
        for (const release of held.splice(0)) release();
      });
    });
    const sender = senderTo(server.url, { concurrency: 2 });
    await Promise.all(Array.from({ length: 12 }, () => sender.send(plannedTransaction, 'x')));
    expect(server.requests).toHaveLength(12);
    expect(most).toBe(2);
  });

  test.each([301, 302, 303, 307, 308])('does not follow a %s', async (status) => {
    const other = await stub((response) => response.end('{}'));
    const server = await stub((response) => response.writeHead(status, { location: other.url }).end());
    expect(await senderTo(server.url).send(plannedTransaction, 'x')).toMatchObject({
      kind: 'answered',
      status,
    });
    expect(server.requests).toHaveLength(1);
    expect(other.requests).toHaveLength(0);
  });

  test('refuses a request whose references are open', async () => {
    const reference = { reference: 'urn:uuid:1', find: 'Media?identifier=1' };
    const sender = senderTo('http://127.0.0.1:9');
    await expect(sender.send({ ...plannedResource, open: [reference] }, 'x')).rejects.toThrow(TypeError);
  });

  test('tells that nothing was sent when it is closed', async () => {
    const server = await stub((response) => response.end('{}'));
    const sender = senderTo(server.url);
    await sender.close();
    expect(await sender.send(plannedTransaction, 'x')).toMatchObject({ kind: 'unanswered', isSent: false });
    expect(server.requests).toEqual([]);
  });
});

describe('a signal', () => {
  test('ends a request that waits for its answer: it was sent', async () => {
    const controller = new AbortController();
    const server = await stub(() => {
      controller.abort();
    });
    const answer = await senderTo(server.url).send(plannedTransaction, 'x', controller.signal);
    expect(answer).toEqual({ kind: 'unanswered', code: 'ABORTED', isSent: true });
  });

  test('ends a request that waits for a connection: it is never sent', async () => {
    const controller = new AbortController();
    const held: (() => void)[] = [];
    const server = await stub((response) => held.push(() => response.end('{}')));
    const sender = senderTo(server.url, { concurrency: 1 });
    const first = sender.send(plannedTransaction, 'x');
    const second = sender.send(plannedResource, 'x', controller.signal);
    controller.abort();
    expect(await second).toEqual({ kind: 'unanswered', code: 'ABORTED', isSent: false });
    const third = sender.send(plannedTransaction, 'x');
    while (held.length < 1) await new Promise(setImmediate);
    held[0]?.();
    expect(await first).toMatchObject({ status: 200 });
    while (held.length < 2) await new Promise(setImmediate);
    held[1]?.();
    expect(await third).toMatchObject({ status: 200 });
    expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'POST']);
  });

  test('that was there before sends nothing', async () => {
    const server = await stub((response) => response.end('{}'));
    const answer = await senderTo(server.url).send(plannedTransaction, 'x', AbortSignal.abort());
    expect(answer).toEqual({ kind: 'unanswered', code: 'ABORTED', isSent: false });
    expect(server.requests).toEqual([]);
  });
});

describe('reading from a destination', () => {
  test('is a GET below the base, also of a link that the server gave', async () => {
    const server = await stub((response) => response.end('{"resourceType":"Bundle","type":"searchset"}'));
    const sender = senderTo(`${server.url}/fhir`);
    expect(await sender.get('Media?identifier=a%7Cb')).toMatchObject({ status: 200, form: 'json' });
    await sender.get(`${server.url}/fhir?_getpages=1`);
    await sender.get(`${server.url}/fhir/Media?page=2`);
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /fhir/Media?identifier=a%7Cb',
      'GET /fhir?_getpages=1',
      'GET /fhir/Media?page=2',
    ]);
    expect(server.requests[0]?.headers).not.toHaveProperty('content-type');
  });

  test.each([
    'http://other.example/fhir/Media/1',
    'https://127.0.0.1/fhir/Media/1',
    '../admin',
    'Media/../../admin',
    'Media/%2e%2e/%2e%2e/admin',
    'Media/..%2f..%2fadmin',
    'Media\\..\\..\\admin',
    'Media/1#fragment',
  ])('refuses %s', async (path) => {
    const server = await stub((response) => response.end('{}'));
    await expect(senderTo(`${server.url}/fhir`).get(path)).rejects.toThrow(TypeError);
    expect(server.requests).toEqual([]);
  });

  test('refuses what only begins like the base', async () => {
    const server = await stub((response) => response.end('{}'));
    const sender = senderTo(`${server.url}/fhir`);
    for (const link of [`${server.url}/fhir2/Media`, `${server.url}.evil.example/fhir/Media`])
      await expect(sender.get(link)).rejects.toThrow(TypeError);
    const user = server.url.replace('http://', 'http://user:password@');
    await expect(sender.get(`${user}/fhir/Media`)).rejects.toThrow(TypeError);
    expect(server.requests).toEqual([]);
  });
});

describe('an address', () => {
  test('that a name of the internet must not lead to is not connected to', async () => {
    const server = await stub((response) => response.end('{}'));
    const { port } = new URL(server.url);
    const lookup: LookupFunction = (_name, _options, callback) => {
      callback(null, [{ address: '127.0.0.1', family: 4 }]);
    };
    for (const isPrivate of [true, false]) {
      const sender = senderTo(`http://hospital.test:${port}/fhir`, { isPrivate }, { lookup });
      const answer = await sender.send(plannedTransaction, 'x');
      expect(answer).toEqual({ kind: 'unanswered', code: 'ADDRESS_REFUSED', isSent: false });
    }
    expect(server.requests).toEqual([]);
  });

  test.each(['10.0.0.1', '192.168.1.1'])('%s needs a permission', async (address) => {
    const answer = await senderTo(`https://${address}/fhir`).send(plannedTransaction, 'x');
    expect(answer).toEqual({ kind: 'unanswered', code: 'ADDRESS_REFUSED', isSent: false });
  });
});

describe('a TLS identity that cannot be used', () => {
  test.each([
    ['a certificate without a key', { cert: 'secret' }],
    ['what is no certificate', { cert: 'secret', key: 'secret' }],
  ])('(%s) is refused at once, without a word of it', (_what, tls) => {
    const create = () => createSender(sendTarget('https://hospital.test/fhir', { tls }));
    expect(create).toThrow(TypeError);
    expect(create).toThrow(expect.not.objectContaining({ message: expect.stringContaining('secret') }));
  });
});
