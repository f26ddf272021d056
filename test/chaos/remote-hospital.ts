import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { startChild } from './child.js';
import type { Fingerprint } from './fingerprints.js';

/** A hospital in another process. */
export interface RemoteHospital {
  readonly name: string;
  readonly url: string;
  /** As it said last. */
  readonly seen: () => { readonly bundles: number; readonly requests: number };
  /** What it holds in the end, and how often each fault struck. @param file to write that to. */
  readonly ask: (file: string) => Promise<Holdings>;
  readonly end: () => Promise<void>;
}

export interface Holdings {
  readonly held: readonly Fingerprint[];
  readonly faults: Readonly<Record<string, number>>;
}

const said = z.union([
  z.object({ url: z.string() }),
  z.object({ bundles: z.number(), requests: z.number() }),
  z.object({ file: z.string() }),
]);
const holdings = z.object({
  held: z.array(z.object({ key: z.string(), hash: z.string() })),
  faults: z.record(z.string(), z.number()),
});

/** Starts it, and waits until it is there. */
export async function startRemoteHospital(name: string, seed: number): Promise<RemoteHospital> {
  let seen = { bundles: 0, requests: 0 };
  let isWritten: () => void = () => undefined;
  let isThere: (url: string) => void = () => undefined;
  const started = new Promise<string>((resolve) => (isThere = resolve));
  const child = startChild('hospital-process.ts', [name, String(seed)], (message) => {
    const told = said.parse(message);
    if ('url' in told) isThere(told.url);
    else if ('file' in told) isWritten();
    else seen = told;
  });
  return {
    name,
    url: await started,
    seen: () => seen,
    ask: async (file) => {
      const written = new Promise<void>((resolve) => (isWritten = resolve));
      child.send({ file });
      await written;
      return holdings.parse(JSON.parse(readFileSync(file, 'utf8')));
    },
    end: child.kill,
  };
}
