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
