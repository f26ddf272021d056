import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { OperationOutcome } from 'fhir/r4.js';
import { createApp } from '../../../src/app.js';
import { anonymous } from '../../../src/auth/anonymous.js';
import { createHttpServer } from '../../../src/http/server.js';
import { hostAt } from '../../../src/net/allowed-host.js';
import { createLogger } from '../../../src/observe/logger.js';
import { createMediaClient, type MediaClientOptions } from '../../../src/vendor/media/media-client.js';
import { drawSkinPng } from '../../../src/vendor/sandbox/png.js';
import { rawText } from '../../helpers/fixture.js';
import { routeDependencies } from '../../helpers/route-dependencies.js';
import { read } from './binary-reading.js';

const TOKEN = 'canary-token-93ab';
const ID = '4b1a3c1e-8f0e-5a53-9d3b-0d6f3a1c2b11';
const PNG = drawSkinPng(64, 7);
const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

interface Setup {
  /** The link to the one Binary that there is. */
  readonly url: string;
  readonly port: number;
  readonly log: string[];
}

/** A gateway that knows one photograph, and the storage that it is in, which answers as a test says. */
async function start(
  answer: (response: ServerResponse, request: IncomingMessage) => void,
  options: Partial<MediaClientOptions> = {},
  link = (storage: string) => `${storage}/canary-path.png?X-Amz-Signature=canary-signature`,
  freshLink = link,
): Promise<Setup> {
  const storage = createServer((req, res) => {
    answer(res, req);
  });
  const storageUrl = `http://127.0.0.1:${await portOf(storage)}`;
  const media = createMediaClient({
    hosts: [storageUrl, 'http://127.0.0.1:1'].map((url) => hostAt(url, 'public')),
    api: { origin: 'https://vendor.example', token: TOKEN },
    ...options,
  });
  const source = { id: ID, url: link(storageUrl), reportId: 'report', handle: 'canary-handle' };
  const report = { id: 'report', handle: 'canary-handle', publishedId: 'r-1', languages: ['en'] };
  const base = routeDependencies(undefined, {
    fetchReport: () => {
      source.url = freshLink(storageUrl);
      return Promise.resolve({ text: rawText('acne-full'), attempts: 1 });
    },
  });
  const log: string[] = [];
  const app = createApp({
    ...base,
    reports: {
      ...base.reports,
      store: {
        ...base.reports.store,
        findBinary: (_tenant, id) => Promise.resolve(id === ID ? { ...source } : null),
        findReport: () => Promise.resolve(report),
      },
    },
    mediaOf: () => media,
    logger: createLogger({ level: 'trace', destination: { write: (line) => log.push(line) } }),
    nextId: () => 'request-1',
    who: anonymous(true),
  });
  const gateway = createHttpServer();
  gateway.on('request', app);
  const port = await portOf(gateway);
  opened.push(() => media.close());
  return { url: `http://127.0.0.1:${port}/fhir/Binary/${ID}`, port, log };
}

/** Listens; what is still connected is cut after the test. */
async function portOf(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return (server.address() as AddressInfo).port;
}

function issueIn(bytes: Buffer): string {
  const outcome = JSON.parse(bytes.toString()) as OperationOutcome;
  return outcome.issue[0]?.details?.text ?? '';
}

function expectNoLeak(...texts: string[]): void {
  for (const text of texts) expect(text).not.toMatch(/canary/);
}

describe('a storage that misbehaves', () => {
  const HTML = '<!doctype html><script>alert("canary")</script>';

  test.each<[string, number, string, (response: ServerResponse) => void]>([
    [
      'sends a page as an image',
      502,
      'The file is of no type that this gateway passes on.',
      (response) =>
        response.writeHead(200, { 'content-type': 'image/png', 'content-length': HTML.length }).end(HTML),
    ],
    [
      'sends a bomb',
      502,
      "The vendor's answer is not a whole file (UNWANTED_CONTENT_CODING).",
      (response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000))),
    ],
    [
      'announces too much',
      502,
      "The vendor's answer is larger than this gateway accepts.",
      (response) => response.writeHead(200, { 'content-length': 30_000_000 }).end(PNG),
    ],
    [
      'sends us on to a metadata service',
      502,
      'The vendor answered with a redirect, which is never followed (HTTP 302).',
      (response) => response.writeHead(302, { location: 'http://169.254.169.254/canary' }).end(),
    ],
    [
      'is overloaded',
      502,
      'The vendor failed in a way that may pass (HTTP 503).',
      (response) => response.writeHead(503, { 'retry-after': '9' }).end('canary'),
    ],
    [
      'hangs up',
      502,
      'The vendor failed in a way that may pass (UND_ERR_SOCKET).',
      (response) => response.destroy(),
    ],
  ])('and %s is answered %i: %s', async (_what, status, text, answer) => {
    const { url, log } = await start(answer);
    const received = await read(url);
    expect([received.status, issueIn(received.bytes)]).toEqual([status, text]);
    expectNoLeak(received.bytes.toString(), JSON.stringify([...received.headers]), ...log);
  });

  test('and is silent is answered 504', async () => {
    const { url } = await start(() => undefined, { headersTimeoutMs: 1 });
    const { status, bytes } = await read(url);
    expect([status, issueIn(bytes)]).toEqual([504, expect.stringContaining('did not answer in time')]);
  });

  test('and is on no listed host is answered 502, and the log has the name of the host and nothing else of the link', async () => {
    const { url, log } = await start(
      (response) => response.end(PNG),
      {},
      () => 'https://storage.elsewhere.example/canary-path.png?X-Amz-Signature=canary-signature',
    );
    const { status, bytes } = await read(url);
    expect([status, issueIn(bytes)]).toEqual([
      502,
      'The vendor keeps this file on a host that the setting MEDIA_HOSTS does not list.',
    ]);
    expect(log.join('')).toContain('"host":"storage.elsewhere.example"');
    expect(bytes.toString()).not.toContain('elsewhere');
    expectNoLeak(bytes.toString(), ...log);
  });
});

test.each([
  ['is not listed any more', 'https://left.example'],
  ['is not there any more', 'http://127.0.0.1:1'],
])('a file whose host %s comes from where the report has it now', async (_what, left) => {
  const { url } = await start(
    (response) => response.writeHead(200, { 'content-length': PNG.length }).end(PNG),
    {},
    () => `${left}/canary-path.png`,
    (storage) => `${storage}/canary-path.png`,
  );
  const { status, bytes } = await read(url);
  expect([status, bytes.equals(PNG)]).toEqual([200, true]);
});

describe('a file that breaks off half way', () => {
  const half = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-length': PNG.length });
    response.write(PNG.subarray(0, 200), () => response.destroy());
  };
  const halfInChunks = (response: ServerResponse): void => {
    response.write(PNG.subarray(0, 200), () => response.destroy());
  };

  test.each([
    ['with its length', half],
    ['without its length', halfInChunks],
  ])('is no answer that looks whole, %s', async (_how, answer) => {
    const { url, log } = await start(answer);
    await expect(read(url)).rejects.toThrow();
    // The client sees the broken connection before or after the log is written.
    while (!log.some((line) => line.includes('the vendor failed'))) await new Promise(setImmediate);
    expectNoLeak(...log);
  });

  test('ends in a reset where only a closed connection would mark the end', async () => {
    const { port } = await start(halfInChunks);
    const socket = connect(port, '127.0.0.1');
    socket.write(`GET /fhir/Binary/${ID} HTTP/1.0\r\nHost: a\r\n\r\n`);
    socket.resume();
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNRESET');
  });

  test('is 502 as resource, for that is not begun before the file is whole', async () => {
    const { url } = await start(half);
    const { status } = await read(url, { Accept: 'application/fhir+json' });
    expect(status).toBe(502);
  });
});

describe('a client that leaves', () => {
  test('takes the request to the storage with it, and is no failure in the log', async () => {
    let cut = (): void => undefined;
    const isCut = new Promise<void>((resolve) => {
      cut = resolve;
    });
    const { url, log } = await start((response) => {
      response.on('close', cut);
      response.writeHead(200, { 'content-length': 10_000_000 });
      response.write(PNG);
    });
    const asked = request(url).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.on('error', () => undefined);
    asked.destroy();
    await isCut;
    while (!log.some((line) => line.includes('answered'))) await new Promise(setImmediate);
    expect(log.join('')).toContain('"aborted":true');
    expect(log.join('')).not.toContain('failed');
  });
});

describe('files on their way', () => {
  test('are so many at most; who comes then is told to come again', async () => {
    const { url } = await start((response) => {
      response.writeHead(200, { 'content-length': PNG.length });
      response.write(PNG.subarray(0, 200));
    });
    // 32 are on their way, 64 wait for their turn, and none of them ends: the one that came last is told so.
    const leave = new AbortController();
    const asked = Array.from({ length: 97 }, () => fetch(url, { signal: leave.signal }));
    const refused = await new Promise<Response>((resolve) => {
      for (const one of asked) {
        void one.then(
          (answer) => {
            if (answer.status !== 200) resolve(answer);
          },
          () => undefined,
        );
      }
    });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    leave.abort();
    await Promise.allSettled(asked);
  });
});
