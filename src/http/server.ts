import { createServer, STATUS_CODES, type Server, type ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import { OutcomeError, type Situation } from '../fhir/outcome.js';
import { contentTypes } from './format.js';

/**
 * Bounds that make slow and greedy clients cheap: Node's own defaults are five minutes and no bound. A missing `Host` is the
 * application's to refuse, for Node would do it without a word.
 */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 3_000,
  /** Above the idle time of common proxies (60 s), so that it is never this side that closes a connection in use. */
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
  requireHostHeader: false,
} as const satisfies ServerOptions;

/**
 * Makes an HTTP server that has no request handler yet and does not listen.
 *
 * @param limits to be used in the place of the defaults.
 * @returns a server whose protocol errors, too, are answered with an OperationOutcome.
 */
export function createHttpServer(limits: Pick<ServerOptions, keyof typeof LIMITS> = {}): Server {
  const server = createServer({ ...LIMITS, ...limits, noDelay: true });
  server.maxHeadersCount = 100;
  server.maxRequestsPerSocket = 1_000;
  server.maxConnections = 1_000;
  server.on('clientError', answerClientError);
  // Node would answer these by itself, without a body; the application does it as it answers everything.
  server.on('checkExpectation', (req, res) => server.emit('request', req, res));
  return server;
}

const SITUATIONS: Readonly<Record<string, readonly [Situation, text: string]>> = {
  HPE_HEADER_OVERFLOW: ['headers-too-large', 'The request headers are larger than this server accepts.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['request-timeout', 'The request did not arrive in time.'],
};

/** What reaches this was not HTTP enough to become a request, so the answer is written by hand. */
function answerClientError(error: Error, socket: Socket): void {
  // After earlier bytes an answer may be under way on this connection, and a second one would be read as part of it.
  if (!socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const [situation, text] = SITUATIONS[code] ?? ['malformed', 'The request is not valid HTTP.'];
  const { status, outcome } = new OutcomeError(situation, text);
  const body = JSON.stringify(outcome);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `Content-Type: ${contentTypes.json}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
