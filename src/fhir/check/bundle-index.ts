import { isObject, objectsIn, type JsonObject } from './json-object.js';

/** What stands in a Bundle under which address. */
export interface BundleIndex {
  readonly type: unknown;
  /** fullUrl → resource type. */
  readonly types: ReadonlyMap<string, string>;
  /** Resource → `Type/id` → resource type, of everything below the same base as the resource. */
  readonly peers: ReadonlyMap<object, ReadonlyMap<string, string>>;
}

/** Reads the addresses of a Bundle before its content is checked: references may point forwards. */
export function indexBundle(bundle: JsonObject): BundleIndex {
  const types = new Map<string, string>();
  const peers = new Map<object, Map<string, string>>();
  const bases = new Map<string, Map<string, string>>();
  for (const { fullUrl, resource } of objectsIn(bundle['entry'])) {
    if (typeof fullUrl !== 'string' || !isObject(resource)) continue;
    const type = resource['resourceType'];
    if (typeof type !== 'string') continue;
    types.set(fullUrl, type);
    if (!fullUrl.startsWith('http')) continue;
    // <base>/Type/id
    const start = fullUrl.lastIndexOf('/', fullUrl.lastIndexOf('/') - 1) + 1;
    const base = fullUrl.slice(0, start);
    const below = bases.get(base) ?? new Map<string, string>();
    below.set(fullUrl.slice(start), type);
    bases.set(base, below);
    peers.set(resource, below);
  }
  return { type: bundle['type'], types, peers };
}
