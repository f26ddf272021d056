import { createServer, type Server } from 'node:http';
import { listen } from '../../net/listen.js';
import type { Behaviour } from './behaviour.js';
import { behaviours } from './behaviours/behaviours.js';
import type { Holdings } from './holdings.js';
import { idSource } from './new-id.js';
import type { ReceiverOptions } from './receiver-options.js';
import { Refusal } from './refusal.js';
import { createRequestHandler, FHIR_PATH } from './request-handler.js';
import { isResource, type HeldResource } from './resource.js';
import { createResourceStore, parse } from './resource-store.js';
import type { Situation } from './situation.js';

export type { ReceivedRequest, ReceiverOptions } from './receiver-options.js';

/** A running stand-in for a hospital's FHIR server. */
export interface Receiver {
  /** FHIR base, without a trailing slash. */
  readonly url: string;
  /** The resources it holds, as they are read, or those of one type; parsed afresh. */
  readonly resources: (type?: string) => HeldResource[];
  /** Addresses (`Type/id`) of what it holds, without parsing. */
  readonly addresses: (type?: string) => readonly string[];
  /** How many versions there were of a resource. */
  readonly versions: (address: string) => number;
  /** Addresses of the resources of a type that carry an identifier. */
  readonly find: (type: string, system: string, value: string) => readonly string[];
  /** Puts a resource there without a request, e.g. the patient whom reports are about. It needs an id. */
  readonly hold: (resource: HeldResource & { readonly id: string }) => void;
  /** Refuses the next requests, except for `/metadata`, in the server's own form. */
  readonly refuseNext: (situation: Situation, times: number) => void;
  /** Lets so many more resources be written, then asks to wait; null lifts that. */
  readonly limitWrites: (left: number | null) => void;
  /** Stops listening and cuts what is still connected. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a stand-in for a hospital's FHIR server: it takes reports over HTTP as one of the well-known servers would, and keeps them in
 * memory.
 *
 * @throws the server's own error when the port cannot be listened on.
 */
export async function startReceiver(options: ReceiverOptions = {}): Promise<Receiver> {
  const behaviour: Behaviour = { ...behaviours[options.behaves ?? 'plain'], ...options.switches };
  const now = options.now ?? Date.now;
  const server = createServer();
  const url = `${await listen(server, options.port ?? 0, '127.0.0.1')}${FHIR_PATH}`;
  const store = createResourceStore(behaviour.keepsUnchanged, now);
  const refusals: Situation[] = [];
  let writesLeft: number | null = null;
  const spend = (writes: number): void => {
    if (writesLeft === null) return;
    if (writesLeft < writes) throw new Refusal('throttled');
    writesLeft -= writes;
  };
  const holdings: Holdings = { behaviour, store, base: url, now, newId: idSource(behaviour.ids), spend };
  server.on('request', createRequestHandler(holdings, refusals, options));
  return {
    url,
    resources: (type) => store.addresses(type).flatMap((address) => read(address, store)),
    addresses: store.addresses,
    versions: (address) => store.get(address)?.version ?? 0,
    find: (type, system, value) => store.find(type, `identifier=${system}|${value}`),
    hold: (resource) => {
      store.put(`${resource.resourceType}/${resource.id}`, resource);
    },
    refuseNext: (situation, times) => {
      refusals.push(...Array<Situation>(times).fill(situation));
    },
    limitWrites: (left) => {
      writesLeft = left;
    },
    close: () => close(server),
  };
}

function read(address: string, store: Holdings['store']): HeldResource[] {
  const stored = store.get(address);
  return stored === undefined ? [] : [parse(stored)].filter(isResource);
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
