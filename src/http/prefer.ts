import { headerOf, type RequestHead } from './header.js';

/** What `Prefer: return=` may ask for (https://hl7.org/fhir/R4/http.html#ops). */
const RETURNS = ['minimal', 'representation', 'OperationOutcome'] as const;

/** What a request wants to get back (`Prefer: return=…`, RFC 7240 §4.2); undefined when it says nothing that is known. */
export function preferredReturn(req: RequestHead): (typeof RETURNS)[number] | undefined {
  const wanted = preferences(headerOf(req, 'prefer')).get('return')?.toLowerCase();
  return RETURNS.find((known) => known.toLowerCase() === wanted);
}

/**
 * Reads a `Prefer` header (RFC 7240 §2): names in lower case, the first of several equal names counts.
 *
 * @param header e.g. `return=OperationOutcome, handling=strict`.
 * @returns name → value; a preference without value has ''.
 */
export function preferences(header: string | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const piece of (header ?? '').split(/[,;]/)) {
    const [name = '', value = ''] = piece.split('=', 2).map((part) => part.trim());
    const key = name.toLowerCase();
    if (key !== '' && !found.has(key)) found.set(key, value.replace(/^"(.*)"$/, '$1'));
  }
  return found;
}
