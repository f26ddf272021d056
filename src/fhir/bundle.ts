import { isObject, type JsonObject } from './check/json-object.js';
import type { Bundle, BundleEntry, FhirResource } from 'fhir/r4.js';

/** Whole-report Bundles: to be read, to be written under our ids, to be written under the receiver's ids. */
export type BundleType = 'collection' | 'transaction' | 'transaction-conditional';

export const bundleTypes: readonly BundleType[] = ['collection', 'transaction', 'transaction-conditional'];

/** What a Bundle needs besides its resources. */
export interface BundleOptions {
  /** FHIR base without trailing slash: `fullUrl`s of a collection stand on it. */
  readonly baseUrl: string;
  /** id of a collection. A transaction has none: it is a message, not a thing. */
  readonly id: string;
  /** FHIR instant; absent when it is unknown. */
  readonly timestamp?: string | undefined;
}

/** How a resource is found again on a server that gives its own ids, e.g. `identifier=system|value`. */
export type Condition = (resource: IdentifiedResource) => string;

/** A resource with its id: what a Bundle of ours wraps. */
export type IdentifiedResource = FhirResource & { id: string };

/**
 * Wraps resources, in the order given (https://hl7.org/fhir/R4/bundle.html, https://hl7.org/fhir/R4/http.html#transaction).
 *
 * - `collection`: absolute fullUrls, relative references.
 * - `transaction`: `urn:uuid:` fullUrls and references, `PUT Type/id`.
 * - `transaction-conditional`: the same with `PUT Type?condition` and no ids in the bodies, for servers that give their own.
 *
 * @param resources with ids that are UUIDs; they are not changed.
 * @param condition needed for `transaction-conditional` only.
 */
export function toBundle(
  resources: readonly IdentifiedResource[],
  type: BundleType,
  options: BundleOptions,
  condition: Condition,
): Bundle {
  if (type === 'collection') {
    return {
      resourceType: 'Bundle',
      id: options.id,
      type,
      ...(options.timestamp === undefined ? {} : { timestamp: options.timestamp }),
      entry: resources.map((resource) => ({
        fullUrl: `${options.baseUrl}/${resource.resourceType}/${resource.id}`,
        resource,
      })),
    };
  }
  const own = new Map(resources.map(({ resourceType, id }) => [`${resourceType}/${id}`, `urn:uuid:${id}`]));
  const entry = resources.map((resource): BundleEntry => {
    const { resourceType, id } = resource;
    const body = relinked(resource, own);
    const query = type === 'transaction' ? `/${id}` : `?${condition(resource)}`;
    return {
      fullUrl: `urn:uuid:${id}`,
      // With an id in the body a server must compare it with the one it finds: R4 lets it refuse, and Medplum does.
      resource: type === 'transaction-conditional' ? withoutId(body) : body,
      request: { method: 'PUT', url: `${resourceType}${query}` },
    };
  });
  return { resourceType: 'Bundle', type: 'transaction', entry };
}

function withoutId(resource: FhirResource): FhirResource {
  const copy = { ...resource };
  delete copy.id;
  return copy;
}

/**
 * The same value, with each reference to a resource of this Bundle rewritten to its fullUrl, by which R4 resolves it.
 * What holds no such reference is not copied.
 */
function relinked<T>(value: T, own: ReadonlyMap<string, string>): T;
function relinked(value: unknown, own: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return relinkedItems(value, own);
  return isObject(value) ? relinkedMembers(value, own) : value;
}

function relinkedItems(items: readonly unknown[], own: ReadonlyMap<string, string>): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < items.length; index++) {
    const linked = relinked(items[index], own);
    if (linked === items[index]) continue;
    copy ??= [...items];
    copy[index] = linked;
  }
  return copy ?? items;
}

function relinkedMembers(object: JsonObject, own: ReadonlyMap<string, string>): JsonObject {
  let copy: Record<string, unknown> | undefined;
  for (const key in object) {
    const member = object[key];
    const target = key === 'reference' && typeof member === 'string' ? own.get(member) : undefined;
    const linked = target ?? relinked(member, own);
    if (linked === member) continue;
    copy ??= { ...object };
    copy[key] = linked;
  }
  return copy ?? object;
}
