import { Refusal } from './refusal.js';
import type { ResourceStore } from './resource-store.js';
import { tokenKey } from './tokens.js';

/** Parameters that say how to answer, not what to find. */
const HOW: ReadonlySet<string> = new Set(['_count', '_summary', '_format', '_total', '_sort', '_elements']);

/**
 * Addresses of what a search finds: it knows `_id`, and tokens with or without a system.
 *
 * @param parameters the ones that are known here.
 * @throws Refusal for any other.
 */
export function matchesOf(
  type: string,
  search: URLSearchParams,
  parameters: readonly string[],
  store: ResourceStore,
): readonly string[] {
  const sets = [...search]
    .filter(([name]) => !HOW.has(name))
    .map(([name, value]) => {
      if (!parameters.includes(name)) throw new Refusal('unknown-parameter', name);
      return new Set(alternativesOf(value).flatMap((token) => found(type, name, token, store)));
    });
  const [first, ...others] = sets;
  if (first === undefined) return store.addresses(type);
  return [...first].filter((address) => others.every((set) => set.has(address)));
}

function found(type: string, name: string, token: string, store: ResourceStore): readonly string[] {
  if (name !== '_id') return store.find(type, tokenKey(name, token));
  const stored = store.get(`${type}/${token}`);
  return stored === undefined || stored.isDeleted ? [] : [stored.address];
}

/** Commas separate alternatives unless they are escaped (https://hl7.org/fhir/R4/search.html#escaping). */
function alternativesOf(value: string): string[] {
  return [...value.matchAll(/(?:\\.|[^,\\])+/g)].map(([token]) => token.replace(/\\(.)/g, '$1'));
}
