import type { BehaviourName } from '../../src/deliver/sandbox/behaviours/behaviours.js';
import { startReceiver } from '../../src/deliver/sandbox/receiver.js';
import { BAD_DAY, type FaultKind } from '../receiver/fault.js';
import { startFaultProxy } from '../receiver/fault-proxy.js';
import { fingerprints, type Fingerprint } from './fingerprints.js';

/** A destination on a bad day, and what it saw. */
export interface Hospital {
  /** Base URL of the proxy before it. */
  readonly url: string;
  /** Bundles that the server itself took in, and requests that came to the proxy. */
  readonly seen: () => { readonly bundles: number; readonly requests: number };
  readonly faults: Readonly<Record<FaultKind, number>>;
  readonly held: () => Fingerprint[];
  readonly close: () => Promise<void>;
}

/** Starts a server and the proxy that spoils what it is sent. */
export async function startHospital(behaves: BehaviourName, seed: number): Promise<Hospital> {
  let bundles = 0;
  const receiver = await startReceiver({
    behaves,
    onRequest: ({ resource }) => {
      if (resource?.resourceType === 'Bundle') bundles += 1;
    },
  });
  // Slower than any deadline: an answer of some thousand bytes.
  const proxy = await startFaultProxy({ upstream: receiver.url, rates: BAD_DAY, seed, dripMs: 100 });
  return {
    url: proxy.url,
    seen: () => ({ bundles, requests: proxy.totals.received }),
    faults: proxy.counts,
    held: () => fingerprints(receiver.resources()),
    close: async () => {
      await proxy.close();
      await receiver.close();
    },
  };
}
