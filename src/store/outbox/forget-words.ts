import type { Database, Queries } from '../database.js';
import { numberOf, textOf } from '../row.js';
import { readIssues } from './attempts.js';

/** So many attempts are changed by one commit. */
const PIECE = 500;

/** See housekeeping's `forgetWordsBefore`. */
export async function forgetWordsBefore(database: Database, timeMs: number): Promise<number> {
  let forgotten = 0;
  for (let last = PIECE; last === PIECE; forgotten += last)
    last = await database.transaction((queries) => forgetPiece(queries, timeMs));
  return forgotten;
}

async function forgetPiece(queries: Queries, timeMs: number): Promise<number> {
  const rows = await queries.all(
    `select delivery_id, claim, issues from delivery_attempt where has_words = 1 and started_at < $1
      order by started_at limit $2`,
    [timeMs, PIECE],
  );
  for (const row of rows) {
    const left = readIssues(row).map((issue) => ({ ...issue, text: '', expression: undefined }));
    await queries.run(
      'update delivery_attempt set issues = $3, has_words = 0 where delivery_id = $1 and claim = $2',
      [textOf(row, 'delivery_id'), numberOf(row, 'claim'), JSON.stringify(left)],
    );
  }
  return rows.length;
}
