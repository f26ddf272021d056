import type { Queries, SqlValue } from '../database.js';

/** Rows of one statement. Of two sizes only, so that few statements have to be kept prepared. */
const SIZES = [64, 8, 1];

/**
 * Inserts many rows with few statements.
 *
 * @param table and `columns` are names in the code, never input.
 */
export async function insertRows(
  queries: Queries,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  let done = 0;
  for (const size of SIZES) {
    for (; rows.length - done >= size; done += size) {
      const values = rows.slice(done, done + size).flat();
      await queries.run(insertSql(table, columns, size), values);
    }
  }
}

function insertSql(table: string, columns: readonly string[], size: number): string {
  const row = (at: number) =>
    `(${columns.map((_, index) => `$${at * columns.length + index + 1}`).join(', ')})`;
  const rows = Array.from({ length: size }, (_, at) => row(at));
  return `insert into ${table} (${columns.join(', ')}) values ${rows.join(', ')}`;
}
