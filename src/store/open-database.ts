import type { Database } from './database.js';
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
export async function openDatabase(place: DatabasePlace): Promise<Database> {
  switch (place.kind) {
    case 'memory':
      return openSqlite('memory');
    case 'file':
      return openSqlite({ file: place.file });
    case 'postgresql': {
      // Loaded by those who have one: its driver is large.
      const { openPostgres } = await import('./postgres.js');
      return openPostgres(place.url);
    }
  }
}
