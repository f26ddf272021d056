import { Agent, createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { Random } from '../property/mutation/random.js';
import { drawFault, FAULT_KINDS, type FaultKind, type FaultRates } from './fault.js';
import { spoil, type SpoilOptions, withoutUndefined, type Passed } from './spoil.js';

export interface FaultProxyOptions extends SpoilOptions {
  /** Base URL of the server behind it. */
  readonly upstream: string;
  readonly rates?: FaultRates;
  /** The nth request meets the same fault in every run with the same seed. */
  readonly seed?: number;
  /** Every request waits up to so long, evenly spread; 0 unless told. */
  readonly latencyMs?: number;
  /** Which requests faults may strike; all unless told. */
  readonly strikes?: (request: IncomingMessage) => boolean;
}

/** A proxy on 127.0.0.1 that spoils some of what passes. */
export interface FaultProxy {
  /** Base URL in place of the upstream's, with the same path. */
  readonly url: string;
  /** How often each fault struck. */
  readonly counts: Readonly<Record<FaultKind, number>>;
  /** Requests that came, and those that the server behind it saw. */
  readonly totals: { readonly received: number; readonly forwarded: number };
  readonly setRates: (rates: FaultRates) => void;
  /** Refuses connections from now on, and cuts those that there are. */
  readonly goDown: () => Promise<void>;
  /** Listens again, on the same port. */
  readonly comeUp: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts a proxy that passes requests to a server, and spoils a share of them as told. */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const { upstream, seed = 1, latencyMs = 0, strikes = () => true } = options;
  let rates = options.rates ?? {};
  const random = new Random(seed);
  const counts = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])) as Record<FaultKind, number>;
  const totals = { received: 0, forwarded: 0 };
  const agent = new Agent({ keepAlive: true });
  const pass = (request: IncomingMessage, body: Buffer): Promise<Passed> => {
    totals.forwarded += 1;
    return passOn(request, body, new URL(upstream), agent);
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // Drawn on arrival: how long bodies take must not change who meets which fault.
    const fault = strikes(request) ? drawFault(rates, random) : undefined;
    const wait = latencyMs === 0 ? 0 : random.below(latencyMs + 1);
    totals.received += 1;
    if (fault !== undefined) counts[fault] += 1;
    const body = await buffer(request);
    if (wait > 0) await setTimeout(wait);
    await spoil(fault, response, () => pass(request, body), options);
  };
  const server = createServer((request, response) => {
    // A client that leaves, or a server behind that is not there: either way the connection is of no more use.
    handle(request, response).catch(() => response.socket?.resetAndDestroy());
  });
  const listenOn = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  const goDown = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  await listenOn(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no TCP port');
  const { port } = address;
  return {
    url: `http://127.0.0.1:${port}${new URL(upstream).pathname.replace(/\/$/, '')}`,
    counts,
    totals,
    setRates: (next) => {
      rates = next;
    },
    goDown,
    comeUp: () => listenOn(port),
    close: async () => {
      if (server.listening) await goDown();
      agent.destroy();
    },
  };
}

function passOn(
  request: IncomingMessage,
  body: Buffer,
  { hostname, port }: URL,
  agent: Agent,
): Promise<Passed> {
  const { method, url: path, headers } = request;
  const framed = { ...headers, 'content-length': String(body.length), 'transfer-encoding': undefined };
  return new Promise((resolve, reject) => {
    const sent = ask(
      { agent, hostname, port, method, path, headers: withoutUndefined(framed) },
      (answered) => {
        buffer(answered).then((whole) => {
          resolve({ status: answered.statusCode ?? 502, headers: answered.headers, body: whole });
        }, reject);
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}
