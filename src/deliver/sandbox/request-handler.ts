import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { refused, sendAnswer, type Answer } from './answer.js';
import { readTarget, versionOf } from './asked.js';
import { prepareBundle } from './bundle.js';
import { capabilityStatement } from './capability.js';
import type { Holdings } from './holdings.js';
import { interact } from './interactions.js';
import { readBody } from './read-body.js';
import type { ReceivedRequest, ReceiverOptions } from './receiver-options.js';
import { Refusal } from './refusal.js';
import type { Situation } from './situation.js';

/** Where the FHIR base is on the receiver. */
export const FHIR_PATH = '/fhir';

const BODY_LIMIT = 16 * 1024 * 1024;

type Watched = Pick<ReceiverOptions, 'token' | 'bodyLimit' | 'onRequest' | 'beforeStoring'>;

/**
 * Makes what answers requests.
 *
 * @param refusals what the next requests are refused for; they are taken from its front.
 */
export function createRequestHandler(
  holdings: Holdings,
  refusals: Situation[],
  { token, bodyLimit = BODY_LIMIT, onRequest, beforeStoring = setImmediate }: Watched,
): (request: IncomingMessage, response: ServerResponse) => void {
  const creating = new Set<string>();
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    try {
      const resource = await readBody(request, bodyLimit);
      const received = {
        method: request.method ?? '',
        path: belowBase(request.url ?? ''),
        headers: request.headers,
        resource,
      };
      onRequest?.(received);
      if (/^metadata(?:\?|$)/.test(received.path)) return metadata(holdings);
      const refusal = refusals.shift();
      if (refusal !== undefined) throw new Refusal(refusal);
      refuseAtTheDoor(received, token);
      return received.path === ''
        ? await bundle(received, holdings, { creating, beforeStoring })
        : one(received, holdings);
    } catch (error) {
      if (error instanceof Refusal) return refused(error, holdings);
      throw error;
    }
  };
  return (request, response) => {
    answer(request).then(
      (whole) => {
        if (!response.destroyed) sendAnswer(response, whole);
      },
      () => {
        response.destroy();
      },
    );
  };
}

/** The path below the base with its query; a slash after the base is the base. */
function belowBase(url: string): string {
  if (!url.startsWith(FHIR_PATH)) throw new Refusal('unknown-type', 'outside the base');
  return url.slice(FHIR_PATH.length).replace(/^\//, '');
}

function refuseAtTheDoor({ headers }: ReceivedRequest, token: string | undefined): void {
  if (token !== undefined && headers['authorization'] !== `Bearer ${token}`)
    throw new Refusal('unauthorised');
  const accept = headers['accept'];
  if (typeof accept === 'string' && !/json|\*\/\*/.test(accept)) throw new Refusal('not-acceptable');
}

function metadata({ behaviour, base }: Holdings): Answer {
  return { status: 200, headers: {}, body: capabilityStatement(behaviour, base) };
}

function one({ method, path, headers, resource }: ReceivedRequest, holdings: Holdings): Answer {
  const target = readTarget(path);
  const ifNoneExist = headers['if-none-exist'];
  const condition =
    method === 'POST' && typeof ifNoneExist === 'string'
      ? new URLSearchParams(ifNoneExist)
      : target.condition;
  return interact(
    { ...target, method, condition, ifMatch: versionOf(textOf(headers['if-match'])), resource },
    holdings,
  );
}

function textOf(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}

/** What requests at the same time have in common. */
interface Contention {
  /** Addresses and conditions that some request is about to create. */
  readonly creating: Set<string>;
  readonly beforeStoring: () => Promise<void>;
}

/** Between deciding and storing others get their turn where the server lets requests collide, as a database does. */
async function bundle(
  { method, resource }: ReceivedRequest,
  holdings: Holdings,
  { creating, beforeStoring }: Contention,
): Promise<Answer> {
  if (method !== 'POST') throw new Refusal('not-supported', `${method} of the base`);
  if (resource?.resourceType !== 'Bundle') throw new Refusal('not-a-resource');
  const prepared = prepareBundle(resource, holdings);
  if (!holdings.behaviour.collides) return { status: 200, headers: {}, body: prepared.store() };
  const taken = prepared.creates.find((address) => creating.has(address));
  if (taken !== undefined) throw new Refusal('collision', taken);
  for (const address of prepared.creates) creating.add(address);
  await beforeStoring();
  try {
    return { status: 200, headers: {}, body: prepared.store() };
  } finally {
    for (const address of prepared.creates) creating.delete(address);
  }
}
