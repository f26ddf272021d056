import type { Database } from './database.js';
import { openPostgres } from './postgres.js';
import { openSqlite } from './sqlite.js';

/** Where reports are kept. */
export type DatabasePlace =
  | { readonly kind: 'memory' }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'postgresql'; /** Secret: it holds a password. */ readonly url: string };

/**
 * Opens the database of a place.
 *
 * @throws StoreProblem when it cannot be had.
 */
export function openDatabase(place: DatabasePlace): Database {
  switch (place.kind) {
    case 'memory':
      return openSqlite('memory');
    case 'file':
      return openSqlite({ file: place.file });
    case 'postgresql':
      return openPostgres(place.url);
  }
}
