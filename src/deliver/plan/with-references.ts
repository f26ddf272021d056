import type { PlannedRequest } from '../planned-request.js';

/** Where an answer says that a resource is: `Type/id`, maybe below a base, maybe with a version (R4 http.html#create). */
const LOCATION =
  /(?:^|\/)([A-Z][A-Za-z]{1,63}\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9.-]{1,64})(?:\/_history\/[^/]*)?$/;

/**
 * Reads the reference that a `Location` means.
 *
 * @returns `Type/id`, which every server resolves against itself; null for anything else.
 */
export function referenceOf(location: string): string | null {
  return LOCATION.exec(location)?.[1] ?? null;
}

/**
 * Replaces open references, whole and where they are references only.
 *
 * @param found what they mean, e.g. `urn:uuid:…` → `Media/17`. Those that are not in it stay open.
 */
export function withReferences(request: PlannedRequest, found: ReadonlyMap<string, string>): PlannedRequest {
  const known = request.open.filter(({ reference }) => found.has(reference));
  const body = known.reduce((text, { reference }) => {
    const target = found.get(reference) ?? reference;
    return text.replaceAll(referenceMember(reference), () => referenceMember(target));
  }, request.body);
  return { ...request, body, open: request.open.filter(({ reference }) => !found.has(reference)) };
}

/**
 * A reference as it stands in JSON text without blanks. A quote within a string is escaped there, so that it can be told from any text
 * of a report.
 */
export function referenceMember(reference: string): string {
  return `"reference":${JSON.stringify(reference)}`;
}
