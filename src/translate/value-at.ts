/**
 * The value at a JSON pointer (RFC 6901).
 *
 * @param document plain JSON.
 * @param pointer e.g. `/extraData/mrn`.
 * @returns undefined when there is nothing.
 */
export function valueAt(document: unknown, pointer: string): unknown {
  let value: unknown = document;
  for (const token of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined;
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    value = Object.entries(value).find(([name]) => name === key)?.[1];
  }
  return value;
}
