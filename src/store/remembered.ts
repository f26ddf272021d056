import type { Database } from './database.js';
import type { ResourceVersion, Store } from './store.js';

/** Characters of JSON that are remembered at most: some thousand resources. */
const MAX_CHARACTERS = 4_000_000;

type Read = Store['read'];

/**
 * Remembers what was read until anybody changes the database: clients ask for the same resources again and again, and the statement
 * is most of what an answer costs. Nothing is remembered of a database that does not tell of changes.
 *
 * @param read what to ask when nothing is remembered.
 */
export function remembered(database: Pick<Database, 'revision'>, read: Read): Read {
  const known = new Map<string, ResourceVersion>();
  let characters = 0;
  let revision: number | null = null;
  const forget = (): void => {
    known.clear();
    characters = 0;
  };
  return async (tenant, type, id, languages) => {
    const now = database.revision();
    if (now !== revision) forget();
    revision = now;
    // None of them has a blank.
    const key = [tenant, type, id, ...languages].join(' ');
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = await read(tenant, type, id, languages);
    // If the database changed meanwhile, this may be what was before.
    const isCurrent = now !== null && now === revision;
    if (found === null || 'erasedAt' in found || !isCurrent) return found;
    const size = key.length + found.json.length;
    if (characters + size > MAX_CHARACTERS) forget();
    characters += size;
    known.set(key, found);
    return found;
  };
}
