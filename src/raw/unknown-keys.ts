import type { JsonObject } from './json-value.js';
import type { Notes } from './notes.js';

/** An undocumented key may be a new one that matters: it is not carried, and that is said. */
export function noteUnknownKeys(object: JsonObject, known: ReadonlySet<string>, notes: Notes): void {
  for (const key in object) {
    if (known.has(key) || object[key] === undefined) continue;
    notes.add('warning', 'unknown-key', 'The key is not a documented one: it is not carried.', key);
  }
}
