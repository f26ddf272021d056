import { once } from 'node:events';
import type { LookupFunction } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { hostAt } from '../../../../src/net/allowed-host.js';
import { VendorFailure } from '../../../../src/vendor/failure.js';
import {
  createMediaClient,
  type MediaClient,
  type MediaClientOptions,
} from '../../../../src/vendor/media/media-client.js';
import { drawSkinPng } from '../../../../src/vendor/sandbox/png.js';
import { writePdf } from '../../../../src/vendor/sandbox/pdf.js';
import { fakeTiming } from '../../../helpers/fake-timing.js';
import { startStubServer, type StubServer } from '../../../helpers/stub-server.js';
import { failureOf } from '../stub-vendor.js';

const TOKEN = 'canary-token-77aa';
const PNG = drawSkinPng(64, 1);
const PDF = writePdf(['A report']);
const never = new AbortController().signal;
const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

interface Storage {
  readonly stub: StubServer;
  readonly client: MediaClient;
  readonly url: string;
}

/** A storage that answers as a test says, and a client that may ask it. */
async function startStorage(
  answer: (response: ServerResponse, path: string) => void,
  options: Partial<MediaClientOptions> = {},
): Promise<Storage> {
  const stub = await startStubServer((response, { url }) => {
    answer(response, url);
  });
  const client = createMediaClient({
    hosts: [hostAt(stub.url, 'public')],
    api: { origin: 'https://vendor.example', token: TOKEN },
    ...options,
  });
  opened.push(
    () => client.close(),
    () => stub.close(),
  );
  return { stub, client, url: `${stub.url}/a.png?X-Amz-Signature=canary-signature` };
}

function sendPng(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/html', 'content-length': PNG.length }).end(PNG);
}

describe('a file', () => {
  test('arrives byte for byte, with the type that it is and not the one that is said', async () => {
    const { client, url } = await startStorage(sendPng);
    const { type, size, body } = await client.open(url, 'picture', never);
    expect(type).toEqual({ kind: 'picture', name: 'image/png', extension: 'png' });
    expect(size).toBe(PNG.length);
    expect(await buffer(body)).toEqual(PNG);
  });

  test('whose length is not said arrives, too', async () => {
    const { client, url } = await startStorage((response) => {
      response.write(PNG.subarray(0, 3));
      response.end(PNG.subarray(3));
    });
    const { size, body } = await client.open(url, 'picture', never);
    expect(size).toBeNull();
    expect(await buffer(body)).toEqual(PNG);
  });

  test('is asked for with its whole query, no token and no coding', async () => {
    const { stub, client, url } = await startStorage(sendPng);
    (await client.open(url, 'picture', never)).body.destroy();
    expect(stub.requests[0]).toMatchObject({
      url: '/a.png?X-Amz-Signature=canary-signature',
      headers: { 'accept-encoding': 'identity' },
    });
    expect(JSON.stringify(stub.requests)).not.toContain(TOKEN);
  });

  test('is not received faster than it is read', async () => {
    const huge = Buffer.concat([PNG, Buffer.alloc(16 * 1024 * 1024)]);
    let isSent = false;
    const { client, url } = await startStorage((response) => {
      response.writeHead(200, { 'content-length': huge.length });
      response.end(huge, () => (isSent = true));
    });
    const { body } = await client.open(url, 'picture', never);
    // Everything that could be buffered has been, once nothing more happens for some turns of the loop.
    for (let turn = 0; turn < 200; turn += 1) await new Promise(setImmediate);
    expect(isSent).toBe(false);
    expect(await buffer(body)).toHaveLength(huge.length);
  });
});

describe('what is no file that may be passed on', () => {
  test.each([
    ['HTML that is said to be an image', '<!doctype html><script>alert(1)</script>', 'picture'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', 'picture'],
    ['nothing', '', 'picture'],
    ['an image in the place of the PDF', PNG, 'document'],
    ['a PDF in the place of an image', PDF, 'picture'],
  ] as const)('is refused: %s', async (_what, bytes, kind) => {
    const { client, url } = await startStorage((response) => {
      response.writeHead(200, { 'content-type': 'image/png', 'content-length': bytes.length }).end(bytes);
    });
    expect(await failureOf(client.open(url, kind, never))).toMatchObject({ kind: 'file-type' });
  });

  test('is refused: what is packed, be it small', async () => {
    const { client, url } = await startStorage((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(PNG));
    });
    expect(await failureOf(client.open(url, 'picture', never))).toMatchObject({ kind: 'file-broken' });
  });

  test('is refused: a body whose end cannot be told from a break', async () => {
    const { client, url } = await startStorage(({ socket }) => {
      socket?.write('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n');
      socket?.end(PNG);
    });
    expect(await failureOf(client.open(url, 'picture', never))).toMatchObject({ kind: 'file-broken' });
  });

  test('is refused: what says that it is too large', async () => {
    const { client, url } = await startStorage(sendPng, { maxBytes: PNG.length - 1 });
    expect(await failureOf(client.open(url, 'picture', never))).toMatchObject({ kind: 'too-large' });
  });

  test('is cut: what turns out to be too large', async () => {
    const { client, url } = await startStorage(
      (response) => {
        response.write(PNG);
        response.end(Buffer.alloc(10_000));
      },
      { maxBytes: PNG.length + 100 },
    );
    const { body } = await client.open(url, 'picture', never);
    expect(await failureOf(buffer(body))).toMatchObject({ kind: 'too-large' });
  });
});

describe('a transfer', () => {
  test('that breaks off is an error, not an end', async () => {
    const { client, url } = await startStorage((response) => {
      response.writeHead(200, { 'content-length': PNG.length });
      response.write(PNG.subarray(0, 100), () => response.destroy());
    });
    const { body } = await client.open(url, 'picture', never);
    expect(await failureOf(buffer(body))).toMatchObject({ kind: 'transient' });
  });

  test('that only drips ends when the whole time is spent', async () => {
    const timing = fakeTiming();
    const { client, url } = await startStorage(
      (response) => {
        response.writeHead(200, { 'content-length': PNG.length });
        response.write(PNG.subarray(0, 100));
      },
      { timing },
    );
    const { body } = await client.open(url, 'picture', never);
    timing.passDeadlines();
    expect(await failureOf(buffer(body))).toMatchObject({ kind: 'timeout' });
  });

  test('that is over leaves no clock running', async () => {
    const timing = fakeTiming();
    const { client, url } = await startStorage(sendPng, { timing });
    const { body } = await client.open(url, 'picture', never);
    expect(timing.pending).toBe(1);
    await buffer(body);
    if (!body.closed) await once(body, 'close');
    expect(timing.pending).toBe(0);
  });

  test.each(['the caller leaves', 'the body is destroyed unread'])(
    'is cut at its source when %s',
    async (how) => {
      let cut = (): void => undefined;
      const isCut = new Promise<void>((resolve) => {
        cut = resolve;
      });
      const { client, url } = await startStorage((response) => {
        response.on('close', cut);
        response.write(PNG);
      });
      const caller = new AbortController();
      const { body } = await client.open(url, 'picture', caller.signal);
      const reason = new Error('gone');
      if (how === 'the caller leaves') {
        caller.abort(reason);
        await expect(buffer(body)).rejects.toBe(reason);
      } else body.destroy();
      await isCut;
    },
  );

  test('to a silent storage ends with its time for headers', async () => {
    const { client, url } = await startStorage(() => undefined, { headersTimeoutMs: 1 });
    expect(await failureOf(client.open(url, 'picture', never))).toMatchObject({ kind: 'timeout' });
  });
});

describe('a host that is not listed', () => {
  test.each([
    'https://elsewhere.example/a.png?X-Amz-Signature=canary-signature',
    'http://169.254.169.254/latest/meta-data/',
    'file:///etc/passwd',
    'a.png',
  ])('is not asked: %s', async (url) => {
    const { stub, client } = await startStorage(sendPng);
    const failure = await failureOf(client.open(url, 'picture', never));
    expect(failure).toMatchObject({ kind: 'file-host', message: expect.stringContaining('MEDIA_HOSTS') });
    expect(stub.requests).toEqual([]);
  });

  test('is known to the log by its name only', async () => {
    const { client } = await startStorage(sendPng);
    const url = 'https://elsewhere.example/a.png?X-Amz-Signature=canary-signature';
    const failure = await failureOf(client.open(url, 'picture', never));
    expect(failure.host).toBe('elsewhere.example');
    expect(JSON.stringify([failure, failure.message])).not.toMatch(/canary|a\.png/);
    expect(failure.message).not.toContain('elsewhere');
  });

  test('is not asked when a listed name leads to this machine', async () => {
    const lookup: LookupFunction = (_name, { all }, callback) => {
      if (all === true) callback(null, [{ address: '127.0.0.1', family: 4 }]);
      else callback(null, '127.0.0.1', 4);
    };
    const { stub, client } = await startStorage(sendPng, {
      hosts: [{ origin: 'https://bucket.example', reach: 'public' }],
      lookup,
    });
    expect(await failureOf(client.open('https://bucket.example/a.png', 'picture', never))).toMatchObject({
      kind: 'file-address',
      host: 'bucket.example',
    });
    expect(stub.requests).toEqual([]);
  });
});

describe('an answer without a file', () => {
  test.each([
    [400, 'file-refused'],
    [403, 'file-refused'],
    [404, 'file-refused'],
    [410, 'file-refused'],
    [302, 'redirected'],
    [206, 'file-broken'],
    [429, 'throttled'],
    [503, 'transient'],
  ] as const)('with status %i is %s', async (status, kind) => {
    const { client, url } = await startStorage((response) => {
      response
        .writeHead(status, { location: 'https://elsewhere.example/canary', 'retry-after': '7' })
        .end('<Error/>');
    });
    const failure = await failureOf(client.open(url, 'picture', never));
    expect(failure).toBeInstanceOf(VendorFailure);
    expect(failure).toMatchObject({ kind, status });
  });
});

describe("the vendor's API, asked for a printable report,", () => {
  const PATH = '/s2s-api/v2/anonymous-diagnostic-reports/abc%3D%3D?format=pdf';

  /** An API on one port, and the storage that it redirects to on another. */
  async function startApi(location: (storage: string) => string) {
    const storage = await startStubServer((response) => {
      response.writeHead(200, { 'content-length': PDF.length }).end(PDF);
    });
    const api = await startStubServer((response) => {
      response.writeHead(302, { location: location(storage.url) }).end();
    });
    const client = createMediaClient({
      hosts: [hostAt(api.url, 'public'), hostAt(storage.url, 'public')],
      api: { origin: api.url, token: TOKEN },
    });
    opened.push(
      () => client.close(),
      () => api.close(),
      () => storage.close(),
    );
    return { api, storage, client };
  }

  test('gets the token, and the storage that it redirects to does not', async () => {
    const { api, storage, client } = await startApi((url) => `${url}/report.pdf?apiKey=canary`);
    const { type, body } = await client.open(`${api.url}${PATH}`, 'document', never);
    expect(type.name).toBe('application/pdf');
    expect(await buffer(body)).toEqual(PDF);
    expect(api.requests.map(({ headers }) => headers['x-api-token'])).toEqual([TOKEN]);
    expect(storage.requests.map(({ url }) => url)).toEqual(['/report.pdf?apiKey=canary']);
    expect(JSON.stringify(storage.requests)).not.toContain(TOKEN);
  });

  test.each([
    ['a metadata service', () => 'http://169.254.169.254/latest/meta-data/'],
    ['another port', (url: string) => url.replace(/\d+$/, '1')],
    ['no URL', () => 'http://'],
  ])('may not send on to %s', async (_where, location) => {
    const { api, storage, client } = await startApi(location);
    const failure = await failureOf(client.open(`${api.url}${PATH}`, 'document', never));
    expect(failure).toMatchObject({ kind: 'file-host' });
    expect(storage.requests).toEqual([]);
  });

  test('may send on once only', async () => {
    const { api, client } = await startApi(() => PATH);
    expect(await failureOf(client.open(`${api.url}${PATH}`, 'document', never))).toMatchObject({
      kind: 'redirected',
    });
    expect(api.requests.map(({ headers }) => headers['x-api-token'])).toEqual([TOKEN, undefined]);
  });

  test('gets no token for anything else', async () => {
    const { api, client } = await startApi((url) => url);
    await failureOf(client.open(`${api.url}/a.png?format=png`, 'picture', never));
    expect(JSON.stringify(api.requests)).not.toContain(TOKEN);
  });
});
