import type { HeldResource } from './resource.js';
import { tokensOf } from './tokens.js';

/** Finds resources by what identifies them. */
export interface TokenIndex {
  /** Addresses of the resources of a type that carry a token. */
  readonly find: (type: string, token: string) => readonly string[];
  readonly add: (address: string, resource: HeldResource) => void;
  readonly remove: (address: string, resource: HeldResource) => void;
}

export function createTokenIndex(): TokenIndex {
  const byToken = new Map<string, Set<string>>();
  const keysOf = (resource: HeldResource): string[] =>
    tokensOf(resource).map((token) => `${resource.resourceType}?${token}`);
  return {
    find: (type, token) => [...(byToken.get(`${type}?${token}`) ?? [])],
    add(address, resource) {
      for (const key of keysOf(resource)) {
        const found = byToken.get(key) ?? new Set();
        byToken.set(key, found.add(address));
      }
    },
    remove(address, resource) {
      for (const key of keysOf(resource)) byToken.get(key)?.delete(address);
    },
  };
}
