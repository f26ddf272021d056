import { once } from 'node:events';
import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { watch } from '../../../src/http/drain.js';
import { createHttpServer } from '../../../src/http/server.js';
import { rawRequest } from '../../helpers/raw-request.js';
import { startTestGateway, type TestGateway } from '../../helpers/gateway.js';

/** What each test opened; closed even if it fails. */
const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((thing) => thing.close()));
});

/** A gateway whose vendor answers after a minute, and a promise of the vendor's first request. */
async function withSlowVendor(env: Record<string, string> = {}) {
  let tell: (request: IncomingMessage) => void = () => undefined;
  const asked = new Promise<IncomingMessage>((resolve) => {
    tell = resolve;
  });
  const gateway = await startTestGateway({ VENDOR_HEADERS_TIMEOUT_MS: '120000', ...env }, (request) => {
    tell(request);
  });
  gateway.vendor.faults.set({ kind: 'latency', ms: 60_000 });
  return { gateway, asked };
}

function fetchAddress({ url }: TestGateway): string {
  return `${url}/fhir/DiagnosticReport/$fetch?report=acne`;
}

/** A server that answers everything, and closes within a minute. */
async function listening(limits: Parameters<typeof createHttpServer>[0] = {}): Promise<Server> {
  const server = createHttpServer(limits);
  const drain = watch(server);
  server.on('request', (req, res) => {
    req.on('error', () => undefined).resume();
    req.on('end', () => res.end('fine'));
  });
  opened.push({ close: () => drain.end(60_000) });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

describe('while a gateway closes', () => {
  test('a request under way is answered and its connection closed, a new one finds nobody', async () => {
    const started: string[] = [];
    const gateway = await startTestGateway({}, () => started.push('vendor asked'));
    opened.push(gateway.vendor);
    gateway.vendor.faults.set({ kind: 'latency', ms: 150 });
    const answer = fetch(fetchAddress(gateway));
    while (started.length === 0) await new Promise(setImmediate);
    const closed = gateway.close();
    const { status, headers } = await answer;
    expect([status, headers.get('connection')]).toEqual([200, 'close']);
    await closed;
    await expect(fetch(`${gateway.url}/health/live`)).rejects.toThrow();
  });

  test('a request that takes longer than the grace is cut', async () => {
    const { gateway, asked } = await withSlowVendor({ SHUTDOWN_GRACE_MS: '20' });
    const answer = fetch(fetchAddress(gateway)).catch(() => 'cut');
    await asked;
    await gateway.close();
    expect(await answer).toBe('cut');
  });

  test('an idle connection does not hold it up', async () => {
    const gateway = await startTestGateway({ SHUTDOWN_GRACE_MS: '60000' });
    await (await fetch(`${gateway.url}/health/live`)).text();
    await gateway.close();
    await expect(fetch(`${gateway.url}/health/live`)).rejects.toThrow();
  });

  test('a request whose headers were still coming is answered, and its connection closed', async () => {
    const server = await listening();
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const received: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => received.push(chunk));
    const connected = once(server, 'connection');
    socket.write('GET / HTTP/1.1\r\n');
    const [accepted] = (await connected) as [Socket];
    while (accepted.bytesRead === 0) await new Promise(setImmediate);
    const ended = opened.splice(0).map((thing) => thing.close());
    socket.write('Host: x\r\n\r\n');
    await Promise.all([once(socket, 'close'), ...ended]);
    expect(Buffer.concat(received).toString()).toMatch(/^HTTP\/1\.1 200 [^]*Connection: close/);
  });

  test('the sandbox inside closes with it', async () => {
    const gateway = await startTestGateway({ VENDOR_BASE_URL: '', VENDOR_TOKEN: '' });
    opened.push(gateway.vendor);
    const [, address = ''] = /"sandbox":"([^"]+)"/.exec(gateway.logLines.join('')) ?? [];
    expect((await fetch(address)).status).toBe(200);
    await gateway.close();
    await expect(fetch(address)).rejects.toThrow();
  });

  test('a connection that never said anything does not hold it up', async () => {
    const gateway = await startTestGateway({ SHUTDOWN_GRACE_MS: '60000' });
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    await once(socket, 'connect');
    // Answered after the connection was accepted, so that the gateway knows of it.
    await (await fetch(`${gateway.url}/health/live`)).text();
    const cut = once(socket, 'close');
    await gateway.close();
    await cut;
  });
});

describe('a client that leaves', () => {
  test("takes the vendor's request with it and is no failure in the log", async () => {
    const { gateway, asked } = await withSlowVendor();
    const client = new AbortController();
    const answer = fetch(fetchAddress(gateway), { signal: client.signal }).catch(() => 'left');
    const vendorRequest = await asked;
    client.abort();
    await once(vendorRequest.socket, 'close');
    expect(await answer).toBe('left');
    await gateway.close();
    expect(gateway.logLines.map((text): unknown => JSON.parse(text))).toMatchObject([
      { msg: 'answered', level: 'info', route: '/fhir/DiagnosticReport/$fetch', aborted: true },
    ]);
  });

  test('leaves the others who wait for the same report alone', async () => {
    const started: string[] = [];
    const gateway = await startTestGateway({}, () => started.push('vendor asked'));
    opened.push(gateway);
    gateway.vendor.faults.set({ kind: 'latency', ms: 150 });
    const client = new AbortController();
    const leaving = fetch(fetchAddress(gateway), { signal: client.signal }).catch(() => 'left');
    const staying = fetch(fetchAddress(gateway));
    while (started.length === 0) await new Promise(setImmediate);
    client.abort();
    expect(await leaving).toBe('left');
    expect((await staying).status).toBe(200);
  });
});

describe('concurrent requests for one report', () => {
  test('ask the vendor once', async () => {
    const asked: (string | undefined)[] = [];
    const gateway = await startTestGateway({}, ({ url }) => asked.push(url));
    opened.push(gateway);
    gateway.vendor.faults.set({ kind: 'latency', ms: 1_000 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => fetch(fetchAddress(gateway))));
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(new Set(texts).size).toBe(1);
    expect(asked).toHaveLength(1);
  });
});

describe('a client that is not worth waiting for', () => {
  const impatient = { headersTimeout: 50, requestTimeout: 50, connectionsCheckingInterval: 10 };

  test.each([
    ['never ends its headers', 'GET / HTTP/1.1\r\nHost: x\r\n', 408, impatient],
    ['never ends its body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab', 408, impatient],
    ['does not speak HTTP', 'hello\r\n\r\n', 400, {}],
    [
      'sends two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
      {},
    ],
    ['sends huge headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`, 431, {}],
  ])('because it %s gets an OperationOutcome and is cut', async (_, text, status, limits) => {
    const { port } = (await listening(limits)).address() as AddressInfo;
    const answer = await rawRequest(port, text);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head.split('\r\n', 1)).toEqual([`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`]);
    expect(head).toContain('application/fhir+json');
    expect(JSON.parse(body)).toMatchObject({ resourceType: 'OperationOutcome' });
  });
});
