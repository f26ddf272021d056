import { readFileSync } from 'node:fs';
import { createServer, type Server, type ServerOptions } from 'node:https';
import { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { TlsIdentity } from '../../../src/net/tls-identity.js';
import { judge } from '../../../src/deliver/policy/judge.js';
import type { Answer } from '../../../src/deliver/send/answer.js';
import { createSender } from '../../../src/deliver/send/create-sender.js';
import { plannedResource, sendTarget } from '../../helpers/send-target.js';
import { startTcpServer } from '../../helpers/tcp-server.js';

function pem(name: string): string {
  return readFileSync(new URL(`../../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');
}

const key = pem('server-key');
const identity: TlsIdentity = { cert: pem('client'), key: pem('client-key'), ca: pem('ca') };

/** A server over TLS that says whose certificate it was shown. */
interface TlsServer {
  readonly url: string;
  readonly requests: () => number;
  close: () => Promise<void>;
}

async function startTlsServer(options: ServerOptions): Promise<TlsServer> {
  let requests = 0;
  const server: Server = createServer(options, (request, response) => {
    requests += 1;
    const { socket } = request;
    // Without a certificate there is an empty object.
    const shown: unknown = socket instanceof TLSSocket ? socket.getPeerCertificate() : {};
    response.writeHead(201, { location: `Media/${readName(shown)}` }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  return { url: `https://127.0.0.1:${port}`, requests: () => requests, close };
}

function readName(certificate: unknown): string {
  return (
    z.object({ subject: z.object({ CN: z.string() }) }).safeParse(certificate).data?.subject.CN ?? 'nobody'
  );
}

async function sendOver(url: string, tls: TlsIdentity): Promise<Answer> {
  const sender = createSender(sendTarget(url, { tls }));
  try {
    return await sender.send(plannedResource, 'x');
  } finally {
    await sender.close();
  }
}

async function outcomeOver(url: string, tls: TlsIdentity): Promise<string> {
  return judge(await sendOver(url, tls), plannedResource, 0).outcome;
}

describe('a server with a certificate of a private authority', () => {
  let server: TlsServer;
  beforeAll(async () => {
    server = await startTlsServer({ key, cert: pem('server') });
  });
  afterAll(() => server.close());

  test('is trusted when that authority is', async () => {
    expect(await outcomeOver(server.url, { ca: pem('ca') })).toBe('delivered');
  });

  test.each([
    ['the well-known authorities', {}],
    ['another one', { ca: pem('client') }],
  ])('is not trusted with %s, and gets nothing', async (_what, tls) => {
    const before = server.requests();
    expect(await sendOver(server.url, tls)).toMatchObject({ kind: 'unanswered', isSent: false });
    expect(await outcomeOver(server.url, tls)).toBe('untrusted');
    expect(server.requests()).toBe(before);
  });
});

test.each([
  ['expired', 'CERT_HAS_EXPIRED'],
  ['elsewhere', 'ERR_TLS_CERT_ALTNAME_INVALID'],
])('a server whose certificate is of %s gets nothing', async (name, code) => {
  const server = await startTlsServer({ key, cert: pem(name) });
  try {
    const answer = await sendOver(server.url, { ca: pem('ca') });
    expect(answer).toEqual({ kind: 'unanswered', code, isSent: false });
    expect(judge(answer, plannedResource, 0).outcome).toBe('untrusted');
    expect(server.requests()).toBe(0);
  } finally {
    await server.close();
  }
});

describe.each(['TLSv1.2', 'TLSv1.3'] as const)(
  'a server that wants a certificate of ours, with %s',
  (version) => {
    let server: TlsServer;
    beforeAll(async () => {
      server = await startTlsServer({
        key,
        cert: pem('server'),
        ca: pem('client'),
        requestCert: true,
        rejectUnauthorized: true,
        maxVersion: version,
      });
    });
    afterAll(() => server.close());

    test('gets it', async () => {
      expect(await sendOver(server.url, identity)).toMatchObject({
        status: 201,
        headers: { location: 'Media/derm-fhir-gateway test client' },
      });
    });

    test('and refuses others', async () => {
      const before = server.requests();
      const outcome = await outcomeOver(server.url, { ca: pem('ca') });
      // From TLS 1.3 on a client sends before the server has looked: its alert comes when the request has left.
      expect(outcome).toBe('unauthorised');
      expect(server.requests()).toBe(before);
    });
  },
);

test('a server without TLS where TLS is expected gets nothing, and that takes people', async () => {
  const server = await startTcpServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  try {
    const url = server.url.replace('http:', 'https:');
    expect(await outcomeOver(url, {})).toBe('untrusted');
  } finally {
    await server.close();
  }
});
