import { createHash } from 'node:crypto';
import { isObject, type HeldResource } from './resource.js';
import { createTokenIndex } from './token-index.js';

/** One stored version. */
export interface StoredVersion {
  /** `Type/id`. */
  readonly address: string;
  readonly version: number;
  /** As `meta.lastUpdated` has it. */
  readonly lastUpdated: string;
  /** The resource as it is read: with the server's `meta`. */
  readonly json: string;
  /** SHA-256 of what was stored, without its id and what the server added. */
  readonly contentHash: string;
  readonly isDeleted: boolean;
}

/** What a receiver holds. The current versions only; how many there were is in their numbers. */
export interface ResourceStore {
  readonly get: (address: string) => StoredVersion | undefined;
  /** Addresses of what carries a token, of one type. */
  readonly find: (type: string, token: string) => readonly string[];
  /** Addresses of everything that is there, or of one type. */
  readonly addresses: (type?: string) => readonly string[];
  /** Stores a new version, or leaves the one that is there when nothing changed and `keepsUnchanged`. */
  readonly put: (address: string, resource: HeldResource) => StoredVersion;
  readonly remove: (address: string) => void;
}

/** @param now milliseconds since the epoch, for `meta.lastUpdated`. */
export function createResourceStore(keepsUnchanged: boolean, now: () => number): ResourceStore {
  const held = new Map<string, StoredVersion>();
  const index = createTokenIndex();
  const unindex = (before: StoredVersion | undefined): void => {
    if (before !== undefined && !before.isDeleted) index.remove(before.address, parse(before));
  };
  return {
    get: (address) => held.get(address),
    find: index.find,
    addresses: (type) =>
      [...held.values()]
        .filter(
          ({ address, isDeleted }) => !isDeleted && (type === undefined || address.startsWith(`${type}/`)),
        )
        .map(({ address }) => address),
    put(address, resource) {
      const before = held.get(address);
      const contentHash = hashOf(resource);
      if (keepsUnchanged && before?.contentHash === contentHash) return before;
      const version = (before?.version ?? 0) + 1;
      const lastUpdated = new Date(now()).toISOString();
      const json = JSON.stringify(asRead(resource, { address, version, lastUpdated }));
      const stored = { address, version, lastUpdated, json, contentHash, isDeleted: false };
      unindex(before);
      index.add(address, resource);
      held.set(address, stored);
      return stored;
    },
    remove(address) {
      const before = held.get(address);
      if (before === undefined || before.isDeleted) return;
      unindex(before);
      held.set(address, { ...before, version: before.version + 1, contentHash: '', isDeleted: true });
    },
  };
}

/** The id is the address, whether or not it was sent. */
function hashOf(resource: HeldResource): string {
  return createHash('sha256')
    .update(JSON.stringify(without(resource, ['id'])))
    .digest('base64url');
}

/** Parses what a receiver holds, afresh. */
export function parse({ json }: StoredVersion): HeldResource {
  return JSON.parse(json) as HeldResource;
}

function asRead(
  resource: HeldResource,
  { address, version, lastUpdated }: Pick<StoredVersion, 'address' | 'version' | 'lastUpdated'>,
): HeldResource {
  const [, id = ''] = address.split('/');
  const given = isObject(resource['meta']) ? resource['meta'] : {};
  const meta = { ...given, versionId: String(version), lastUpdated };
  // Where they stand in R4's own order, whether or not the client sent them.
  const { resourceType } = resource;
  return { resourceType, id, meta, ...without(resource, ['resourceType', 'id', 'meta']) };
}

function without(resource: HeldResource, names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(resource).filter(([name]) => !names.includes(name)));
}
