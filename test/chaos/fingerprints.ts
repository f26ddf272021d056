import { createHash } from 'node:crypto';
import { isObject, objectsOf, type HeldResource } from '../../src/deliver/sandbox/resource.js';

/** What a resource is and what it says, whoever holds it and under whatever id. */
export interface Fingerprint {
  /** Its type and its first identifier. */
  readonly key: string;
  /** Hash of the content: without id and meta, and with keys in the place of references. */
  readonly hash: string;
}

/** @param resources of one holder: all that they refer to is among them. */
export function fingerprints(resources: readonly HeldResource[]): Fingerprint[] {
  const keys = keysOf(resources);
  return resources.map((resource) => {
    const content = JSON.stringify(comparable({ ...resource, id: undefined, meta: undefined }, keys));
    const hash = createHash('sha256').update(content).digest('base64url').slice(0, 16);
    return { key: keys.get(addressOf(resource)) ?? '', hash };
  });
}

function addressOf({ resourceType, id = '' }: HeldResource): string {
  return `${resourceType}/${id}`;
}

/** Keys by address. A Provenance has no identifier in R4: it is known by what it is about. */
function keysOf(resources: readonly HeldResource[]): ReadonlyMap<string, string> {
  const keys = new Map(resources.map((resource) => [addressOf(resource), keyOf(resource)]));
  for (const resource of resources) {
    const [target] = objectsOf(resource['target']);
    if (target !== undefined)
      keys.set(addressOf(resource), `Provenance of ${keys.get(String(target['reference'])) ?? '?'}`);
  }
  return keys;
}

function keyOf({ resourceType, identifier }: HeldResource): string {
  const [first] = objectsOf(Array.isArray(identifier) ? identifier : [identifier]);
  return `${resourceType} ${String(first?.['system'])}|${String(first?.['value'])}`;
}

function comparable(value: unknown, keys: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => comparable(item, keys));
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]): [string, unknown] =>
    name === 'reference' && typeof member === 'string'
      ? [name, keys.get(member) ?? member]
      : [name, comparable(member, keys)],
  );
  return Object.fromEntries(members.sort(([one], [other]) => (one < other ? -1 : 1)));
}
