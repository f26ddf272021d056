import { applyWrite, linked, type Surroundings } from './apply-write.js';
import type { Behaviour } from './behaviour.js';
import { readEntries, type Entry } from './entries.js';
import { createsOf, placesOf } from './entry-places.js';
import { entryResponse } from './entry-response.js';
import type { Holdings } from './holdings.js';
import { attempt } from './in-entry.js';
import type { PreparedBundle } from './prepared-bundle.js';
import { Refusal } from './refusal.js';
import type { HeldResource } from './resource.js';
import { resolveWrite, type Write } from './resolve-write.js';

/** All or nothing. @throws Refusal when all of it is refused. */
export function transaction(bundle: HeldResource, holdings: Holdings): PreparedBundle {
  const { behaviour, store, base } = holdings;
  const entries = readEntries(bundle).map((entry) => {
    if (entry instanceof Refusal) throw entry;
    return entry;
  });
  refuseTooMany(entries, behaviour);
  const writes = entries.map((entry, index) => inEntry(index, () => resolveWrite(entry, holdings)));
  refuseTwice(writes);
  const around = { behaviour, store, base, places: placesOf(entries, writes) };
  const coming = new Set(behaviour.transactions === 'whole' ? writes.map(({ address }) => address) : []);
  const ready = writes.map((write, index) => {
    const result = inEntry(index, () => linked(write, inOrder({ ...around, coming }, behaviour)));
    coming.add(write.address);
    return result;
  });
  holdings.spend(ready.length);
  const answer = (): HeldResource => ({
    resourceType: 'Bundle',
    type: 'transaction-response',
    entry: ready.map((write) => entryResponse(write, applyWrite(write, { ...around, coming }), holdings)),
  });
  return { creates: createsOf(entries, ready), store: answer };
}

/** Where entries are done one by one, a fullUrl means something only once its entry is done. */
function inOrder(around: Surroundings, { transactions }: Behaviour): Surroundings {
  if (transactions === 'whole') return around;
  const places = new Map([...around.places].filter(([, address]) => around.coming.has(address)));
  return { ...around, places };
}

function refuseTooMany(
  entries: readonly Entry[],
  { maxEntries, maxUpdates, maxConditionalEntries }: Behaviour,
): void {
  const isConditional = entries.some(({ condition }) => condition !== undefined);
  const updates = entries.filter(({ method }) => method === 'PUT').length;
  const isTooMuch = (count: number, most: number | null): boolean => most !== null && count > most;
  if (
    isTooMuch(entries.length, maxEntries) ||
    isTooMuch(updates, maxUpdates) ||
    (isConditional && isTooMuch(entries.length, maxConditionalEntries))
  )
    throw new Refusal('too-many-entries', String(entries.length));
}

function refuseTwice(writes: readonly Write[]): void {
  const seen = new Set<string>();
  writes.forEach(({ address }, index) => {
    if (seen.has(address)) throw new Refusal('same-twice', address).inEntry(index);
    seen.add(address);
  });
}

function inEntry<T>(index: number, task: () => T): T {
  const result = attempt(index, task);
  if (result instanceof Refusal) throw result;
  return result;
}
