/**
 * The code of an error of Node, of the system or of undici, such as `ENOENT` or `UND_ERR_SOCKET`; it is safe to show. By shape and
 * not by class: errors of Node's core and of undici need not come from the same realm.
 *
 * @returns undefined when there is none.
 */
export function systemCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  // undici's HTTPParserError often has no code, so its name is the only sign (a peer that does not speak HTTP).
  if ('name' in error && error.name === 'HTTPParserError') return 'HTTP_PARSER';
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(code) ? code : undefined;
}
