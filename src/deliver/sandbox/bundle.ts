import { applyWrite, linked, type Surroundings } from './apply-write.js';
import type { Behaviour } from './behaviour.js';
import { readEntries, type Entry } from './entries.js';
import { entryResponse, refusedEntry } from './entry-response.js';
import type { Holdings } from './holdings.js';
import { Refusal } from './refusal.js';
import type { HeldResource } from './resource.js';
import { resolveWrite, type Write } from './resolve-write.js';

/** A Bundle that was posted to the base, decided on and not stored yet: what others may not create meanwhile, and how to store it. */
export interface PreparedBundle {
  /** Addresses and conditions that it creates. */
  readonly creates: readonly string[];
  /** @returns the Bundle to answer with. */
  readonly store: () => HeldResource;
}

/**
 * Decides on a Bundle that was posted to the base (https://hl7.org/fhir/R4/http.html#transaction).
 *
 * @throws Refusal when all of it is refused.
 */
export function prepareBundle(bundle: HeldResource, holdings: Holdings): PreparedBundle {
  const { behaviour } = holdings;
  const { transactions, batches } = behaviour;
  if (bundle['type'] === 'transaction' && transactions !== 'none') {
    return transactions === 'as-batch' ? batch(bundle, holdings) : transaction(bundle, holdings);
  }
  if (bundle['type'] === 'batch' && batches !== 'none') return batch(bundle, holdings);
  const isKnown = bundle['type'] === 'transaction' || bundle['type'] === 'batch';
  throw new Refusal(isKnown ? 'not-supported' : 'wrong-bundle', String(bundle['type']));
}

function transaction(bundle: HeldResource, holdings: Holdings): PreparedBundle {
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

function batch(bundle: HeldResource, holdings: Holdings): PreparedBundle {
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

function placesOf(
  entries: readonly (Entry | Refusal)[],
  writes: readonly (Write | Refusal)[],
): Map<string, string> {
  const places = new Map<string, string>();
  entries.forEach((entry, index) => {
    const write = writes[index];
    if (
      entry instanceof Refusal ||
      entry.fullUrl === undefined ||
      write === undefined ||
      write instanceof Refusal
    )
      return;
    places.set(entry.fullUrl.toLowerCase(), write.address);
  });
  return places;
}

function createsOf(entries: readonly (Entry | Refusal)[], writes: readonly (Write | Refusal)[]): string[] {
  return writes.flatMap((write, index) => {
    const entry = entries[index];
    if (
      entry === undefined ||
      entry instanceof Refusal ||
      write instanceof Refusal ||
      write.kind !== 'create'
    )
      return [];
    return [entry.condition === undefined ? write.address : `${entry.type}?${entry.condition.toString()}`];
  });
}

function inEntry<T>(index: number, task: () => T): T {
  const result = attempt(index, task);
  if (result instanceof Refusal) throw result;
  return result;
}

function attempt<T>(index: number, task: () => T): T | Refusal {
  try {
    return task();
  } catch (error) {
    if (error instanceof Refusal) return error.inEntry(index);
    throw error;
  }
}
