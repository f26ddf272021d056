/** Code of an error of SQLite (`SQLITE_BUSY`), of PostgreSQL (SQLSTATE, `28P01`) or of the network (`ECONNREFUSED`). */
export function codeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
