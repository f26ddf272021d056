import { pathStart } from './full-url.js';
import { isObject, objectsIn, type JsonObject } from './json-object.js';

/** `/Type/id` at the end of an address, also of a resource without its id. */
const PATH = /\/[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/;

/** Address → resource type. */
export type TypesByAddress = ReadonlyMap<string, string>;

/** What stands in a Bundle under which address. References may point forwards, so it is read apart from the content. */
export class BundleIndex {
  readonly type: unknown;
  readonly #entries: readonly JsonObject[];
  #byFullUrl: TypesByAddress | null = null;
  #peers: ReadonlyMap<object, TypesByAddress> | null = null;

  constructor(bundle: JsonObject) {
    this.type = bundle['type'];
    this.#entries = objectsIn(bundle['entry']);
  }

  /** Type of the resource whose entry has this fullUrl. */
  typeAt(fullUrl: string): string | undefined {
    return (this.#byFullUrl ??= indexByFullUrl(this.#entries)).get(fullUrl);
  }

  /** `Type/id` → type of what lies below the same base as a resource: where its relative references lead. */
  peersOf(resource: object): TypesByAddress | undefined {
    return (this.#peers ??= indexPeers(this.#entries)).get(resource);
  }
}

function indexByFullUrl(entries: readonly JsonObject[]): TypesByAddress {
  const types = new Map<string, string>();
  for (const { fullUrl, resource } of entries) {
    const type = isObject(resource) ? resource['resourceType'] : undefined;
    if (typeof fullUrl === 'string' && typeof type === 'string') types.set(fullUrl, type);
  }
  return types;
}

function indexPeers(entries: readonly JsonObject[]): ReadonlyMap<object, TypesByAddress> {
  const peers = new Map<object, TypesByAddress>();
  const bases = new Map<string, Map<string, string>>();
  let base = '';
  let below = new Map<string, string>();
  for (const { fullUrl, resource } of entries) {
    if (typeof fullUrl !== 'string' || !isObject(resource)) continue;
    const type = resource['resourceType'];
    if (typeof type !== 'string') continue;
    const usual = pathStart(fullUrl, resource);
    const start = usual === -1 ? (PATH.exec(fullUrl)?.index ?? -1) + 1 : usual;
    if (start === 0) continue;
    if (start !== base.length || !fullUrl.startsWith(base)) {
      base = fullUrl.slice(0, start);
      below = bases.get(base) ?? new Map<string, string>();
      bases.set(base, below);
    }
    below.set(fullUrl.slice(start), type);
    peers.set(resource, below);
  }
  return peers;
}
