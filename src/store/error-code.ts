/** Code of an error of SQLite (`SQLITE_BUSY`), of PostgreSQL (SQLSTATE, `28P01`) or of the network (`ECONNREFUSED`). */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
