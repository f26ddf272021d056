import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { listen } from '../../net/listen.js';
import { json, send } from './answer.js';
import { loadCases, type SandboxCase } from './cases.js';
import { FAULT_PATH, switchFault } from './fault-switch.js';
import { createFaults, type Faults } from './faults.js';
import { route, type SandboxState } from './router.js';
import { createSigner } from './signed-url.js';
import { sendSpoilt } from './spoil.js';

export type { SandboxCase } from './cases.js';
export type { Fault, FaultInput, Faults } from './faults.js';

/** Everything has a default; the sandbox is for laptops and tests. */
export interface SandboxOptions {
  /** 0 takes a free one. */
  readonly port?: number;
  /** Loopback unless said otherwise: the sandbox's switch has no lock. */
  readonly host?: string;
  /** The address put into links, when it is not the one listened on (containers). */
  readonly publicUrl?: string;
  readonly token?: string;
  /** How long media and PDF links open, in seconds. */
  readonly urlLifetimeSeconds?: number;
  /** Signs the links; a new one each start by default. */
  readonly secret?: string;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** A number in [0, 1), for faults with a rate. */
  readonly random?: () => number;
  /** Called with every request before it is answered. */
  readonly onRequest?: (request: IncomingMessage) => void;
}

/** A running stand-in vendor. */
export interface Sandbox {
  /** Base URL, without a trailing slash. */
  readonly url: string;
  /** What to send as `X-API-TOKEN`. */
  readonly token: string;
  readonly reports: readonly SandboxCase[];
  readonly faults: Faults;
  /** Stops listening and cuts what is still connected. */
  close(): Promise<void>;
}

/** The token of a sandbox that was given none. */
const SANDBOX_TOKEN = 'sandbox-token';

/**
 * Starts the stand-in vendor: the vendor's API over real HTTP, answered from the cases of this folder.
 *
 * @throws the server's own error when the port cannot be listened on
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, host = '127.0.0.1', token = SANDBOX_TOKEN } = options;
  const faults = createFaults(options.random ?? Math.random);
  const cases = loadCases();
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 });
  const url = await listen(server, port, host);
  const signer = createSigner({
    secret: options.secret ?? randomBytes(32).toString('hex'),
    lifetimeSeconds: options.urlLifetimeSeconds ?? 1_800,
    now: options.now ?? Date.now,
  });
  const state = { cases, faults, signer, token, publicUrl: options.publicUrl ?? url };
  server.on('request', (request, response) => {
    options.onRequest?.(request);
    handle(request, response, state);
  });
  return { url, token, reports: cases, faults, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

function handle(request: IncomingMessage, response: ServerResponse, state: SandboxState): void {
  // Split by hand: a URL parser would normalise the path, and the test is whether the client encoded it well.
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  const method = request.method ?? 'GET';
  if (path === FAULT_PATH) {
    receive(request, (body) => {
      send(response, body === undefined ? tooLong() : switchFault(method, body, state.faults));
    });
    return;
  }
  const token = request.headers['x-api-token'];
  const routed = route(
    { method, path, query: new URLSearchParams(query), token: typeof token === 'string' ? token : undefined },
    state,
  );
  sendSpoilt(response, routed.answer, routed.fault);
}

const BODY_LIMIT = 16 * 1024;

function tooLong(): ReturnType<typeof json> {
  return json(413, { message: 'A fault is shorter than this.' }, { connection: 'close' });
}

/** Gives the body once it is whole, or undefined when it is longer than any fault. */
function receive(request: IncomingMessage, done: (body: string | undefined) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= BODY_LIMIT) chunks.push(chunk);
  });
  request.on('end', () => {
    done(size <= BODY_LIMIT ? Buffer.concat(chunks).toString('utf8') : undefined);
  });
}
