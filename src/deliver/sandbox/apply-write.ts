import type { Behaviour } from './behaviour.js';
import { readTarget } from './asked.js';
import { matchesOf } from './match.js';
import { withReferencesChanged } from './references.js';
import { Refusal } from './refusal.js';
import { isObject, isResource, objectsOf, type HeldResource } from './resource.js';
import { parse, type ResourceStore, type StoredVersion } from './resource-store.js';
import type { Write } from './resolve-write.js';

/** What references may lead to beside what is stored. */
export interface Surroundings {
  readonly behaviour: Behaviour;
  readonly store: ResourceStore;
  /** Base URL of the receiver. */
  readonly base: string;
  /** fullUrls of the Bundle's entries in lower case, with the addresses that they are stored at. */
  readonly places: ReadonlyMap<string, string>;
  /** Addresses that will be there when all of the Bundle is stored. */
  readonly coming: ReadonlySet<string>;
}

/** A write with its references resolved; nothing is stored yet.
 *
 * @throws Refusal for a reference that leads nowhere.
 */
export function linked(write: Write, around: Surroundings): Write {
  const { resource } = write;
  if (resource === undefined) return write;
  const changed = withReferencesChanged(resource, (reference) => resolved(reference, around));
  return { ...write, resource: isResource(changed) ? changed : resource };
}

/** Stores what was decided. */
export function applyWrite(
  { kind, address, resource }: Write,
  { store, behaviour }: Surroundings,
): StoredVersion | undefined {
  const before = store.get(address);
  if (kind === 'delete') store.remove(address);
  if (resource === undefined) return before;
  return store.put(
    address,
    behaviour.mergesLabels && before !== undefined ? withOldLabels(resource, parse(before)) : resource,
  );
}

function resolved(reference: string, around: Surroundings): string {
  const { behaviour, base } = around;
  if (reference.startsWith('#')) return reference;
  if (/^urn:uuid:/i.test(reference)) return placeOf(reference, around);
  const local = reference.startsWith(`${base}/`) ? reference.slice(base.length + 1) : reference;
  if (/^[a-z][a-z0-9+.-]*:/i.test(local)) {
    if (!behaviour.foreignReferences) throw new Refusal('foreign-reference', local);
    return local;
  }
  return local.includes('?') ? matched(local, around) : existing(local, around);
}

function placeOf(reference: string, { places, behaviour }: Surroundings): string {
  const { upperCasePlaceholders, checksReferences } = behaviour;
  const isKnown = upperCasePlaceholders || reference === reference.toLowerCase();
  const place = isKnown ? places.get(reference.toLowerCase()) : undefined;
  if (place !== undefined) return place;
  if (checksReferences) throw new Refusal('missing-placeholder', reference);
  return reference;
}

function matched(reference: string, { behaviour, store }: Surroundings): string {
  if (!behaviour.conditionalReferences) throw new Refusal('missing-target', reference);
  const { type, condition = new URLSearchParams() } = readTarget(reference);
  const [match, ...others] = matchesOf(type, condition, behaviour.conditions, store);
  if (match === undefined) throw new Refusal('unmatched-reference', reference);
  if (others.length > 0) throw new Refusal('several-matches', reference);
  return match;
}

function existing(reference: string, { behaviour, store, coming }: Surroundings): string {
  const [type = '', id = ''] = reference.split('/');
  const address = `${type}/${id}`;
  const isThere = coming.has(address) || store.get(address)?.isDeleted === false;
  if (behaviour.checksReferences && !isThere) throw new Refusal('missing-target', reference);
  return reference;
}

/** Tags and security labels of before stay, as R4 lets a server decide (https://hl7.org/fhir/R4/resource.html#Meta). */
function withOldLabels(resource: HeldResource, before: HeldResource): HeldResource {
  const old = isObject(before['meta']) ? before['meta'] : {};
  const meta = isObject(resource['meta']) ? resource['meta'] : {};
  const kept = ['tag', 'security'].flatMap((name): [string, unknown][] => {
    const labels = [...objectsOf(meta[name]), ...objectsOf(old[name])];
    const distinct = [...new Map(labels.map((label) => [JSON.stringify(label), label])).values()];
    return distinct.length === 0 ? [] : [[name, distinct]];
  });
  return kept.length === 0 ? resource : { ...resource, meta: { ...meta, ...Object.fromEntries(kept) } };
}
