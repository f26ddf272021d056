import { applyWrite, linked, type Surroundings } from './apply-write.js';
import { readEntries } from './entries.js';
import { createsOf, placesOf } from './entry-places.js';
import { entryResponse, refusedEntry } from './entry-response.js';
import type { Holdings } from './holdings.js';
import { attempt } from './in-entry.js';
import type { PreparedBundle } from './prepared-bundle.js';
import { Refusal } from './refusal.js';
import type { HeldResource } from './resource.js';
import { resolveWrite, type Write } from './resolve-write.js';

/** Each entry by itself. @throws Refusal when all of it is refused. */
export function batch(bundle: HeldResource, holdings: Holdings): PreparedBundle {
  const { behaviour, store, base } = holdings;
  const entries = readEntries(bundle);
  const { batches } = behaviour;
  for (const entry of entries) {
    if (typeof batches === 'string' || entry instanceof Refusal || batches.includes(entry.type)) continue;
    throw new Refusal('wrong-in-batch', entry.type);
  }
  const writes = entries.map((entry, index) =>
    entry instanceof Refusal ? entry : attempt(index, () => resolveWrite(entry, holdings)),
  );
  const places = behaviour.batchPlaceholders ? placesOf(entries, writes) : new Map<string, string>();
  const around = { behaviour, store, base, places, coming: new Set<string>() };
  const answer = (): HeldResource => ({
    resourceType: 'Bundle',
    type: 'batch-response',
    entry: writes.map((write, index) => {
      const done = write instanceof Refusal ? write : attempt(index, () => stored(write, around, holdings));
      return done instanceof Refusal ? refusedEntry(done, holdings) : done;
    }),
  });
  return { creates: createsOf(entries, writes), store: answer };
}

function stored(write: Write, around: Surroundings, holdings: Holdings): unknown {
  holdings.spend(1);
  const ready = linked(write, around);
  return entryResponse(ready, applyWrite(ready, around), holdings);
}
