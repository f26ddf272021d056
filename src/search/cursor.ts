import { badValue } from './bad-value.js';
import type { Cursor, SortKey } from './search-query.js';

/** Parameter of our own that says where a page starts. */
export const CURSOR = '_cursor';

/**
 * A cursor as it stands in a link.
 *
 * @param key of the search that the pages are of.
 */
export function writeCursor({ direction, values }: Cursor, key: string): string {
  return Buffer.from(JSON.stringify([key, direction, ...values])).toString('base64url');
}

/**
 * Reads a cursor of a link.
 *
 * @param key of the search: a cursor of another type, order or criterion would begin a page in the middle of nowhere.
 * @param sort what the search is sorted by.
 * @throws OutcomeError 400 when it is not one that {@link writeCursor} writes.
 */
export function readCursor(text: string, key: string, sort: readonly SortKey[]): Cursor {
  const [own, direction, ...values] = listIn(text);
  if (own !== key) throw badCursor();
  if (direction !== 'after' && direction !== 'before') throw badCursor();
  if (values.length !== sort.length) throw badCursor();
  return { direction, values: values.map((value, index) => checked(value, sort[index])) };
}

function listIn(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function checked(value: unknown, key: SortKey | undefined): string | number {
  const column = typeof key?.by === 'object' ? key.by.column : key?.by;
  if (column === 'updated' && Number.isSafeInteger(value)) return Number(value);
  if (column === 'low' && Number.isFinite(value)) return Number(value);
  const isText = typeof value === 'string' && !value.includes('\0');
  if (!isText || column === 'updated' || column === 'low') throw badCursor();
  return value;
}

const badCursor = () => badValue(CURSOR, 'must be taken from a link of the same search');
