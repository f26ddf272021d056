import type { Row } from './database.js';

/** A column that holds text. @throws TypeError when the statement gives something else. */
export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new TypeError(`${column} holds no text`);
  return value;
}

/** A column that holds text or null. */
export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : textOf(row, column);
}

/** A column that holds a number. @throws TypeError when the statement gives something else. */
export function numberOf(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new TypeError(`${column} holds no number`);
  return value;
}

/** A column that holds a number or null. */
export function numberOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : numberOf(row, column);
}
