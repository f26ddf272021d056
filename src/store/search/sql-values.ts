import type { SqlValue } from '../database.js';

/** The values of one statement, as they are put into its text as `$1`, `$2` … */
export class SqlValues {
  readonly list: SqlValue[] = [];

  /** @returns what stands for the value in the text. */
  add(value: SqlValue): string {
    return `$${this.list.push(value)}`;
  }

  /** @returns `= $1`, or `in ($1, $2)`; there must be one value at least. */
  oneOf(values: readonly SqlValue[]): string {
    const places = values.map((value) => this.add(value));
    return places.length === 1 ? `= ${places.join('')}` : `in (${places.join(', ')})`;
  }
}
