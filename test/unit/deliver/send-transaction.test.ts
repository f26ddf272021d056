import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { checkDestination } from '../../../src/deliver/destination.js';
import {
  defaultSendLimits,
  sendTransaction,
  type SendLimits,
} from '../../../src/deliver/send-transaction.js';
import { startStubServer, type StubServer } from '../../helpers/stub-server.js';

const transaction = '{"resourceType":"Bundle","type":"transaction","entry":[{"value":1.50}]}';
const stubs: StubServer[] = [];

async function stub(...args: Parameters<typeof startStubServer>): Promise<StubServer> {
  const server = await startStubServer(...args);
  stubs.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(stubs.splice(0).map((server) => server.close()));
});

/** Node's fetch hides errors that a test realm made, so that only a process of its own shows their codes: see test/cli. */
const unanswered = { kind: 'unanswered', code: expect.any(String) };

function send(baseUrl: string, limits: Partial<SendLimits> = {}): ReturnType<typeof sendTransaction> {
  return sendTransaction(transaction, checkDestination({ baseUrl, token: 'secret-token' }), {
    ...defaultSendLimits,
    ...limits,
  });
}

describe('sendTransaction', () => {
  test('posts the text byte for byte to exactly the base', async () => {
    const server = await stub((response) => response.end('{"resourceType":"Bundle"}'));
    const answer = await send(`${server.url}/fhir/R4`);
    expect(answer).toEqual({
      kind: 'answered',
      status: 200,
      body: expect.objectContaining({ resourceType: 'Bundle' }),
      retryAfter: undefined,
    });
    expect(server.requests).toEqual([
      expect.objectContaining({ method: 'POST', url: '/fhir/R4', body: transaction }),
    ]);
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer secret-token',
      'content-type': 'application/fhir+json; charset=utf-8',
      accept: 'application/fhir+json',
      'accept-encoding': 'identity',
    });
  });

  test.each([301, 302, 303, 307, 308])('does not follow a %s', async (status) => {
    const other = await stub((response) => response.end('{}'));
    const server = await stub((response) => response.writeHead(status, { location: other.url }).end());
    expect(await send(server.url)).toMatchObject({ kind: 'answered', status });
    expect(server.requests).toHaveLength(1);
    expect(other.requests).toHaveLength(0);
  });

  test('gives the body and Retry-After of a refusal', async () => {
    const server = await stub((response) =>
      response.writeHead(429, { 'retry-after': '7' }).end('{"resourceType":"OperationOutcome"}'),
    );
    expect(await send(server.url)).toEqual({
      kind: 'answered',
      status: 429,
      body: { resourceType: 'OperationOutcome' },
      retryAfter: '7',
    });
  });

  test.each([
    ['an empty body', ''],
    ['HTML', '<html>Welcome</html>'],
    ['half of a Bundle', '{"resourceType":"Bundle","entry":[{'],
  ])('says what came with %s and the status 200', async (_what, body) => {
    const server = await stub((response) => response.end(body));
    const answer = await send(server.url);
    expect(answer).toMatchObject({ kind: 'answered', status: 200 });
    expect(JSON.stringify(answer)).not.toContain('resourceType');
  });

  test.each(['null', '1', '"text"'])(
    'takes the JSON value %s for an answer that cannot be read',
    async (body) => {
      const server = await stub((response) => response.end(body));
      expect(await send(server.url)).toEqual({ kind: 'unanswered', code: 'UNKNOWN' });
    },
  );

  test('gives up when the answer does not come in time', async () => {
    const server = await stub(() => undefined);
    expect(await send(server.url, { totalTimeoutMs: 50 })).toEqual({ kind: 'unanswered', code: 'DEADLINE' });
  });

  test('gives up when the answer begins and does not end in time', async () => {
    const server = await stub((response) => response.write('{'));
    expect(await send(server.url, { totalTimeoutMs: 50 })).toEqual({ kind: 'unanswered', code: 'DEADLINE' });
  });

  test('does not read more than the limit', async () => {
    const server = await stub((response) => response.end(JSON.stringify({ text: 'x'.repeat(10_000) })));
    expect(await send(server.url, { maxBytes: 1_000 })).toEqual(unanswered);
  });

  test('does not unpack an answer that it did not ask to be packed', async () => {
    const packed = gzipSync(JSON.stringify({ text: 'x'.repeat(10_000) }));
    const server = await stub((response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed),
    );
    expect(await send(server.url)).toEqual(unanswered);
  });

  test('names the transport error when nobody listens', async () => {
    const { url, close } = await startStubServer(() => undefined);
    await close();
    expect(await send(url)).toEqual({ kind: 'unanswered', code: 'ECONNREFUSED' });
  });

  test('says that a port is one which fetch does not connect to', async () => {
    expect(await send('http://127.0.0.1:1')).toEqual({ kind: 'unanswered', code: 'BLOCKED_PORT' });
  });

  test('names the transport error when the connection breaks before an answer', async () => {
    const server = await stub((response) => response.destroy());
    expect(await send(server.url)).toEqual(unanswered);
  });

  test('survives a peer that does not speak HTTP', async () => {
    const server = createServer((socket) => socket.end('220 mail ready\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    try {
      expect(await send(`http://127.0.0.1:${port}`)).toMatchObject({ kind: 'unanswered' });
    } finally {
      server.close();
    }
  });
});
