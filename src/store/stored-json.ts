import type { IdentifiedResource } from '../fhir/bundle.js';

/**
 * A resource as it will be sent, with what the server says of its version (https://hl7.org/fhir/R4/resource.html#Meta). The
 * first elements stand in FHIR's order.
 *
 * @param lastUpdatedMs ms since the epoch.
 */
export function storedJson(resource: IdentifiedResource, versionId: string, lastUpdatedMs: number): string {
  const { resourceType, id, meta, ...rest } = resource;
  const stored = { ...meta, versionId, lastUpdated: instant(lastUpdatedMs) };
  return JSON.stringify({ resourceType, id, meta: stored, ...rest });
}

/** A FHIR instant in UTC. @param ms since the epoch. */
export function instant(ms: number): string {
  return new Date(ms).toISOString();
}
