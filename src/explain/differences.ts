import { isJsonObject, type JsonObject } from '../raw/json-value.js';

/** What differs between two versions of a resource, as paths. */
export interface Differences {
  /** In the first version: other in the second one, or gone. Of what is gone as a whole, only the whole. */
  readonly changed: string[];
  /** In the second version only. */
  readonly added: string[];
}

/** Whether two texts that differ name the same thing. */
export type SameName = (one: string, other: string) => boolean;

/**
 * Compares two versions of a resource.
 *
 * @param path of both, for the paths in it.
 * @param sameName judges references and links.
 */
export function differencesOf(one: unknown, other: unknown, path: string, sameName: SameName): Differences {
  const found: Differences = { changed: [], added: [] };
  compare(one, other, path, sameName, found);
  return found;
}

function compare(one: unknown, other: unknown, path: string, sameName: SameName, found: Differences): void {
  if (Array.isArray(one) && Array.isArray(other)) compareLists(one, other, path, sameName, found);
  else if (isJsonObject(one) && isJsonObject(other)) compareMembers(one, other, path, sameName, found);
  else if (!Object.is(one, other)) found.changed.push(path);
}

function compareMembers(
  one: JsonObject,
  other: JsonObject,
  path: string,
  sameName: SameName,
  found: Differences,
): void {
  for (const key in one) {
    const [mine, its] = [one[key], other[key]];
    // Most members are the same, and many are shared: they need no path.
    if (mine === its) continue;
    if (its === undefined) found.changed.push(memberPath(path, key));
    else if (!isSameLink(key, mine, its, sameName))
      compare(mine, its, memberPath(path, key), sameName, found);
  }
  for (const key in other) if (one[key] === undefined) found.added.push(memberPath(path, key));
}

function isSameLink(key: string, one: unknown, other: unknown, sameName: SameName): boolean {
  const isLink = key === 'reference' || key === 'url';
  return isLink && typeof one === 'string' && typeof other === 'string' && sameName(one, other);
}

/** The path of a member; `_text` holds what belongs to `text`. */
export function memberPath(path: string, key: string): string {
  return `${path}.${key.startsWith('_') ? key.slice(1) : key}`;
}

/** Lists of one length are compared item by item; otherwise an item that stays the same stays, wherever it is now. */
function compareLists(
  one: readonly unknown[],
  other: readonly unknown[],
  path: string,
  sameName: SameName,
  found: Differences,
): void {
  const isAligned = one.length === other.length;
  let next = 0;
  const addUntil = (end: number): void => {
    for (; next < end; next++) found.added.push(`${path}[${next}]`);
  };
  for (const [at, item] of one.entries()) {
    const stays = isAligned ? -1 : indexOf(item, other, next, sameName);
    if (stays !== -1) {
      addUntil(stays);
      next = stays + 1;
    } else if (next < other.length && (isAligned || indexOf(other[next], one, at + 1, sameName) === -1))
      compare(item, other[next++], `${path}[${at}]`, sameName, found);
    else found.changed.push(`${path}[${at}]`);
  }
  addUntil(other.length);
}

/** Where a list has the same item, from an index on; -1: nowhere. */
function indexOf(item: unknown, list: readonly unknown[], from: number, sameName: SameName): number {
  return list.findIndex((one, at) => {
    if (at < from) return false;
    const { changed, added } = differencesOf(item, one, '', sameName);
    return changed.length + added.length === 0;
  });
}
