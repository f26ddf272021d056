import { createServer, type Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createVendorClient } from '../../../src/vendor/client.js';
import { SYSTEM_TIMING } from '../../../src/vendor/timing.js';
import { fakeTiming } from '../../helpers/fake-timing.js';
import {
  failureOf,
  REPORT_ID,
  REPORT_TEXT,
  sendReport,
  startVendor,
  stopVendors,
  TOKEN,
} from './stub-vendor.js';

afterEach(stopVendors);

/** Talks to a server that does with the connection what it likes, and gives the failure that comes of it. */
async function failureFrom(serve: (socket: Socket) => void, scheme = 'http') {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).resume();
    serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const client = createVendorClient({
    baseUrl: `${scheme}://127.0.0.1:${port}`,
    token: TOKEN,
    timing: fakeTiming(),
  });
  try {
    return await failureOf(client.fetchReport(REPORT_ID, { locale: 'en' }));
  } finally {
    await client.close();
    await new Promise((resolve) => server.close(resolve));
  }
}

describe('A connection that breaks', () => {
  test('before the headers is tried again, until the attempts are used up', async () => {
    const { failure } = await startVendor((response) => response.socket?.resetAndDestroy());
    await expect(failure()).resolves.toMatchObject({
      kind: 'transient',
      attempts: 3,
      answer: { httpStatus: 502, issueCode: 'transient' },
    });
  });

  test('amid the body is tried again, since a GET is safe to repeat', async () => {
    const { fetch } = await startVendor((response, number) => {
      if (number > 1) sendReport(response);
      else response.write('{"success":', () => response.socket?.resetAndDestroy());
    });
    await expect(fetch()).resolves.toEqual({ text: REPORT_TEXT, attempts: 2 });
  });

  test('short of the length it announced never counts as a report', async () => {
    const { failure } = await startVendor((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1_000 });
      response.write(REPORT_TEXT, () => response.socket?.end());
    });
    await expect(failure()).resolves.toMatchObject({ kind: 'transient', attempts: 3 });
  });

  test('short of the last chunk never counts as a report', async () => {
    const { failure } = await startVendor((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(REPORT_TEXT, () => response.socket?.end());
    });
    await expect(failure()).resolves.toMatchObject({ kind: 'transient', attempts: 3 });
  });

  test('without a word is transient', async () => {
    await expect(failureFrom((socket) => socket.end())).resolves.toMatchObject({ kind: 'transient' });
  });
});

describe('A peer that is not the vendor', () => {
  test('because nobody listens there cannot be reached', async () => {
    const { stub, failure } = await startVendor(sendReport);
    await stub.close();
    await expect(failure()).resolves.toMatchObject({
      kind: 'unreachable',
      transportCode: 'ECONNREFUSED',
      attempts: 3,
      answer: { httpStatus: 502, issueCode: 'transient' },
    });
  });

  test('because it does not speak HTTP has no report', async () => {
    const thrown = await failureFrom((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n'));
    expect(thrown).toMatchObject({ kind: 'structure', attempts: 1 });
  });

  test('because it does not speak TLS cannot be reached, and is not asked twice', async () => {
    const thrown = await failureFrom((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'), 'https');
    expect(thrown).toMatchObject({ kind: 'unreachable', attempts: 1 });
  });

  test('because its headers have no end is refused', async () => {
    const thrown = await failureFrom((socket) =>
      socket.write(`HTTP/1.1 200 OK\r\nX-Long: ${'x'.repeat(64 * 1024)}`),
    );
    expect(thrown).toMatchObject({ kind: 'too-large', attempts: 1, answer: { issueCode: 'too-long' } });
  });
});

describe('A vendor that is slow', () => {
  test('to answer at all is timed out once, and not asked again', async () => {
    const { stub, failure } = await startVendor(() => undefined, { headersTimeoutMs: 20 });
    await expect(failure()).resolves.toMatchObject({
      kind: 'timeout',
      attempts: 1,
      transportCode: 'UND_ERR_HEADERS_TIMEOUT',
      answer: { httpStatus: 504, issueCode: 'timeout' },
    });
    expect(stub.requests).toHaveLength(1);
  });

  test('to go on with its body is timed out', async () => {
    const { failure } = await startVendor((response) => void response.write('{'), { bodyTimeoutMs: 20 });
    await expect(failure()).resolves.toMatchObject({
      kind: 'timeout',
      transportCode: 'UND_ERR_BODY_TIMEOUT',
      answer: { httpStatus: 504 },
    });
  });

  test('byte by byte, so that no silence is ever too long, is ended by the deadline', async () => {
    const { timing, failure } = await startVendor((response) => {
      let sent = 0;
      const timer = setInterval(() => {
        response.write(' ');
        sent += 1;
        if (sent === 5) timing.passDeadlines();
      }, 1);
      response.on('close', () => {
        clearInterval(timer);
      });
    });
    await expect(failure()).resolves.toMatchObject({ kind: 'timeout', attempts: 1, status: undefined });
  });

  test('is ended by the deadline in real time too, even after a garbage collection', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const { failure } = await startVendor(() => setImmediate(collect), {
      timing: SYSTEM_TIMING,
      totalTimeoutMs: 100,
    });
    await expect(failure()).resolves.toMatchObject({ kind: 'timeout', attempts: 1 });
  });
});

describe('A body', () => {
  test.each([REPORT_TEXT.length, 10_000])('of at most %d bytes is taken', async (maxBytes) => {
    const { fetch } = await startVendor(sendReport, { maxBytes });
    await expect(fetch()).resolves.toMatchObject({ text: REPORT_TEXT });
  });

  test.each([
    ['announced', { 'content-length': String(REPORT_TEXT.length) }],
    ['not announced', {}],
  ])('one byte too long is refused when its length is %s', async (_name, headers) => {
    const { stub, failure } = await startVendor(
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', ...headers });
        response.write(REPORT_TEXT.slice(0, 10));
        response.end(REPORT_TEXT.slice(10));
      },
      { maxBytes: REPORT_TEXT.length - 1 },
    );
    await expect(failure()).resolves.toMatchObject({
      kind: 'too-large',
      answer: { httpStatus: 502, issueCode: 'too-long' },
    });
    expect(stub.requests).toHaveLength(1);
  });

  test.each([
    ['a web page', 'text/html', '<h1>Maintenance</h1>', 'content-type'],
    ['a PDF', 'application/pdf', '%PDF-1.4', 'content-type'],
    ['JSON that claims to be text', 'text/plain', REPORT_TEXT, 'content-type'],
    ['text that is not UTF-8', 'application/json', Buffer.from('{"a":"\xe9"}', 'latin1'), 'utf-8'],
  ])('that is %s is not a report, and which rule it breaks is told', async (_name, type, body, rule) => {
    const { stub, failure } = await startVendor((response) => {
      response.writeHead(200, { 'content-type': type }).end(body);
    });
    await expect(failure()).resolves.toMatchObject({
      kind: 'structure',
      attempts: 1,
      violations: [{ pointer: '', rule, text: expect.any(String) }],
    });
    expect(stub.requests).toHaveLength(1);
  });

  test.each([
    ['is', gzipSync(REPORT_TEXT)],
    ['claims to be', REPORT_TEXT],
  ])(
    'that %s compressed is refused unread: nobody asked for it, and it may be a bomb',
    async (_verb, body) => {
      const { stub, failure } = await startVendor((response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
        response.end(body);
      });
      await expect(failure()).resolves.toMatchObject({
        kind: 'structure',
        attempts: 1,
        violations: [{ rule: 'content-encoding' }],
      });
      expect(stub.requests[0]?.headers['accept-encoding']).toBe('identity');
    },
  );
});
