import type { Queries, Row, SqlValue } from './database.js';

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
  for (const some of chunks(rows))
    await queries.run(`insert into ${table} values ${placeholders(some)} ${conflict}`, some.flat());
}

/**
 * The same, with what the database says of the rows.
 *
 * @param ending what to do where a row is already there, and `returning …`.
 */
export async function insertReturning(
  queries: Queries,
  table: string,
  rows: readonly (readonly SqlValue[])[],
  ending: string,
): Promise<readonly Row[]> {
  const returned: Row[] = [];
  for (const some of chunks(rows)) {
    const sql = `insert into ${table} values ${placeholders(some)} ${ending}`;
    returned.push(...(await queries.all(sql, some.flat())));
  }
  return returned;
}

function chunks<T>(rows: readonly T[]): T[][] {
  const found: T[][] = [];
  for (let start = 0; start < rows.length; start += ROWS) found.push(rows.slice(start, start + ROWS));
  return found;
}

/** `($1, $2), ($3, $4)`. */
function placeholders(rows: readonly (readonly SqlValue[])[]): string {
  let number = 0;
  return rows.map((row) => `(${row.map(() => `$${(number += 1)}`).join(', ')})`).join(', ');
}
