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
  readonly #starts: readonly number[];
  #byFullUrl: TypesByAddress | null = null;
  #peers: readonly (TypesByAddress | undefined)[] | null = null;

  constructor(bundle: JsonObject) {
    this.type = bundle['type'];
    this.#entries = objectsIn(bundle['entry']);
    this.#starts = this.#entries.map(pathStart);
  }

  /** Type of the resource whose entry has this fullUrl. */
  typeAt(fullUrl: string): string | undefined {
    return (this.#byFullUrl ??= indexByFullUrl(this.#entries)).get(fullUrl);
  }

  /** Whether an entry's address is `<base>/Type/id` of the resource in it, so that nothing is wrong with it. */
  hasUsualAddress(entry: number): boolean {
    return this.#starts[entry] !== -1;
  }

  /** `Type/id` → type of what lies below the same base as an entry: where its relative references lead. */
  peersOf(entry: number): TypesByAddress | undefined {
    return (this.#peers ??= indexPeers(this.#entries, this.#starts))[entry];
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

function indexPeers(
  entries: readonly JsonObject[],
  starts: readonly number[],
): (TypesByAddress | undefined)[] {
  const bases = new Map<string, Map<string, string>>();
  let base = '';
  let below: Map<string, string> | undefined;
  return entries.map(({ fullUrl, resource }, index) => {
    const type = isObject(resource) ? resource['resourceType'] : undefined;
    if (typeof fullUrl !== 'string' || typeof type !== 'string') return undefined;
    const usual = starts[index] ?? -1;
    const start = usual === -1 ? (PATH.exec(fullUrl)?.index ?? -1) + 1 : usual;
    if (start === 0) return undefined;
    if (below === undefined || start !== base.length || !fullUrl.startsWith(base)) {
      base = fullUrl.slice(0, start);
      below = bases.get(base) ?? new Map<string, string>();
      bases.set(base, below);
    }
    below.set(fullUrl.slice(start), type);
    return below;
  });
}
