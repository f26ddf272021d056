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

/** Lists of one length are compared item by item; otherwise what begins and ends alike is the same. */
function compareLists(
  one: readonly unknown[],
  other: readonly unknown[],
  path: string,
  sameName: SameName,
  found: Differences,
): void {
  const { start, end } = one.length === other.length ? { start: 0, end: 0 } : alike(one, other, sameName);
  for (let at = start; at < Math.max(one.length, other.length) - end; at++) {
    if (at >= one.length - end) found.added.push(`${path}[${at}]`);
    else if (at >= other.length - end) found.changed.push(`${path}[${at}]`);
    else compare(one[at], other[at], `${path}[${at}]`, sameName, found);
  }
}

/** How many items two lists have alike at their start, and at their end. */
function alike(
  one: readonly unknown[],
  other: readonly unknown[],
  sameName: SameName,
): { start: number; end: number } {
  const isSame = (mine: unknown, its: unknown): boolean => {
    const { changed, added } = differencesOf(mine, its, '', sameName);
    return changed.length + added.length === 0;
  };
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && isSame(one[start], other[start])) start++;
  let end = 0;
  while (end < shorter - start && isSame(one.at(-1 - end), other.at(-1 - end))) end++;
  return { start, end };
}
