import { isObject, type JsonObject } from '../../fhir/check/json-object.js';
import { referenceOf } from '../plan/with-references.js';

/**
 * What a receiver made of an element.
 *
 * - `dropped`: it was sent, and is not there.
 * - `changed`: it says something else.
 * - `added`: it was not sent.
 */
export interface Difference {
  readonly kind: 'dropped' | 'changed' | 'added';
  /** e.g. `Observation.component[2].valueQuantity.value`. */
  readonly path: string;
}

/** What servers set themselves (https://hl7.org/fhir/R4/http.html#update); the id is asked by. */
const SERVERS_OWN: ReadonlySet<string> = new Set(['versionId', 'lastUpdated', 'source', 'author']);

/** Lists of `meta` have no order (https://hl7.org/fhir/R4/resource.html#Meta). */
const SETS: ReadonlySet<string> = new Set(['profile', 'security', 'tag']);

/**
 * Compares a resource as it was sent with what a server gives back, by meaning: the server's own ids, versions and absolute references
 * are no differences, nor is the order of attributes in a narrative.
 *
 * @param places what references that were sent mean there, e.g. `urn:uuid:…` → `Media/17`.
 * @returns none when both say the same.
 */
export function differences(
  sent: JsonObject,
  stored: JsonObject,
  places: ReadonlyMap<string, string>,
): readonly Difference[] {
  const type = typeof sent['resourceType'] === 'string' ? sent['resourceType'] : 'Resource';
  return compare(readable(sent, places, ''), readable(stored, new Map(), ''), type);
}

function compare(sent: unknown, stored: unknown, path: string): Difference[] {
  if (Object.is(sent, stored)) return [];
  if (sent === undefined) return [{ kind: 'added', path }];
  if (stored === undefined) return [{ kind: 'dropped', path }];
  if (Array.isArray(sent) && Array.isArray(stored)) {
    const length = Math.max(sent.length, stored.length);
    return Array.from({ length }, (_, at) => compare(sent[at], stored[at], `${path}[${at}]`)).flat();
  }
  if (!isObject(sent) || !isObject(stored)) return [{ kind: 'changed', path }];
  const names = new Set([...Object.keys(sent), ...Object.keys(stored)]);
  return [...names].flatMap((name) => compare(sent[name], stored[name], `${path}.${name}`));
}

/** A value without what means nothing. */
function readable(value: unknown, places: ReadonlyMap<string, string>, name: string): unknown {
  if (name === 'reference' && typeof value === 'string') return placeOf(value, places);
  if (name === 'div' && typeof value === 'string') return textOf(value);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => readable(item, places, ''));
    return SETS.has(name) ? items.map((item) => JSON.stringify(item)).toSorted() : items;
  }
  if (!isObject(value)) return value;
  const members = Object.entries(value)
    .filter(([key]) => !isServersOwn(value, key, name))
    .map(([key, member]): [string, unknown] => [key, readable(member, places, key)]);
  // A meta that has only what is the server's own is none.
  return name === 'meta' && members.length === 0 ? undefined : Object.fromEntries(members);
}

function isServersOwn(parent: JsonObject, key: string, name: string): boolean {
  if (name === 'meta') return SERVERS_OWN.has(key);
  return key === 'id' && 'resourceType' in parent;
}

function placeOf(reference: string, places: ReadonlyMap<string, string>): string {
  const place = places.get(reference) ?? reference;
  return referenceOf(place) ?? place;
}

/** What a narrative says. */
function textOf(div: string): string {
  return div
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
