/**
 * A word in capitals, in which OpenSSL may have a slash (`ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE`), or an SQLSTATE, which may begin with
 * a digit (`57P01`).
 */
const CODE = /^(?:[A-Z][A-Z0-9_/]{1,63}|[0-9A-Z]{5})$/;

/**
 * The code of an error of Node, of the system, of undici or of a database, such as `ENOENT`, `UND_ERR_SOCKET`, `SQLITE_BUSY` or
 * `57P01`; it is safe to show. By shape and not by class: errors of Node's core and of undici need not come from the same realm.
 *
 * @returns undefined when there is none.
 */
export function systemCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  // undici's HTTPParserError often has no code, so its name is the only sign (a peer that does not speak HTTP).
  if ('name' in error && error.name === 'HTTPParserError') return 'HTTP_PARSER';
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' && CODE.test(code) ? code : undefined;
}
