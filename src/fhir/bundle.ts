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

/** How the resources of a Bundle refer to each other: `Media/<id>`, or by the `fullUrl` of a transaction. */
export type ReferenceForm = 'relative' | 'urn:uuid';

/**
 * How resources must refer to each other to be wrapped in a Bundle of a type. A relative reference is resolved against a
 * server, and a transaction is not on one yet (https://hl7.org/fhir/R4/bundle.html#references).
 */
export function referenceForm(type: BundleType): ReferenceForm {
  return type === 'collection' ? 'relative' : 'urn:uuid';
}

/**
 * Wraps resources, in the order given (https://hl7.org/fhir/R4/bundle.html, https://hl7.org/fhir/R4/http.html#transaction).
 *
 * - `collection`: absolute fullUrls.
 * - `transaction`: `urn:uuid:` fullUrls, `PUT Type/id`.
 * - `transaction-conditional`: the same with `PUT Type?condition` and no ids in the bodies, for servers that give their own.
 *
 * @param resources with ids that are UUIDs, and with references as `referenceForm` says for the type; not changed.
 * @param condition needed for `transaction-conditional` only.
 */
export function toBundle(
  resources: readonly IdentifiedResource[],
  type: BundleType,
  options: BundleOptions,
  condition: Condition,
): Bundle<FhirResource> {
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
  const entry = resources.map((resource): BundleEntry<FhirResource> => {
    const { resourceType, id } = resource;
    const query = type === 'transaction' ? `/${id}` : `?${condition(resource)}`;
    return {
      fullUrl: `urn:uuid:${id}`,
      // With an id in the body a server must compare it with the one it finds: R4 lets it refuse, and Medplum does.
      resource: type === 'transaction' ? resource : withoutId(resource),
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
