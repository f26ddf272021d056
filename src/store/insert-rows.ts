import type { Queries, SqlValue } from './database.js';

/** So many rows go into one statement: enough to make its cost small, few enough for any engine's limit of values. */
const ROWS = 50;

/**
 * Inserts rows with as few statements as it takes.
 *
 * @param table with its columns, e.g. `meta (name, value)`.
 * @param rows each with a value for each column.
 * @param conflict what to do where a row is already there, e.g. `on conflict do nothing`.
 */
export async function insertRows(
  queries: Queries,
  table: string,
  rows: readonly (readonly SqlValue[])[],
  conflict = '',
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS) {
    const some = rows.slice(start, start + ROWS);
    await queries.run(`insert into ${table} values ${placeholders(some)} ${conflict}`, some.flat());
  }
}

/** `($1, $2), ($3, $4)`. */
function placeholders(rows: readonly (readonly SqlValue[])[]): string {
  let number = 0;
  return rows.map((row) => `(${row.map(() => `$${(number += 1)}`).join(', ')})`).join(', ');
}
