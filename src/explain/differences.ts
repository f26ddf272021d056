import { isJsonObject, type JsonObject } from '../raw/json-value.js';
import { memberPath } from './element-path.js';
import { align } from './align.js';

/** What differs between two versions of a resource, as paths. */
export interface Differences {
  /** In the first version: other in the second one, or gone. Of what is gone as a whole, only the whole. */
  readonly changed: string[];
  /** In the second version only. */
  readonly added: string[];
}

/** What a reference or link of the second version is called in the first one. */
export type FirstName = (link: string) => string;

/**
 * Compares two versions of a resource, in a time that grows as they do.
 *
 * @param path of both, for the paths in it.
 */
export function differencesOf(one: unknown, other: unknown, path: string, firstName: FirstName): Differences {
  const found: Differences = { changed: [], added: [] };
  compare(one, other, path, firstName, found);
  return found;
}

function compare(one: unknown, other: unknown, path: string, firstName: FirstName, found: Differences): void {
  if (Array.isArray(one) && Array.isArray(other)) compareLists(one, other, path, firstName, found);
  else if (isJsonObject(one) && isJsonObject(other)) compareMembers(one, other, path, firstName, found);
  else if (!Object.is(one, other)) found.changed.push(path);
}

function compareMembers(
  one: JsonObject,
  other: JsonObject,
  path: string,
  firstName: FirstName,
  found: Differences,
): void {
  for (const key in one) {
    const [mine, its] = [one[key], other[key]];
    // Most members are the same, and many are shared: they need no path.
    if (mine === its) continue;
    if (its === undefined) found.changed.push(memberPath(path, key));
    else if (mine !== named(key, its, firstName)) compare(mine, its, memberPath(path, key), firstName, found);
  }
  for (const key in other) if (one[key] === undefined) found.added.push(memberPath(path, key));
}

/** The same value, under its first name if it is a reference or a link. */
function named(key: string, value: unknown, firstName: FirstName): unknown {
  const isLink = typeof value === 'string' && (key === 'reference' || key === 'url');
  return isLink ? firstName(value) : value;
}

/** Lists of one length are compared item by item; otherwise an item that stays the same stays, wherever it is now. */
function compareLists(
  one: readonly unknown[],
  other: readonly unknown[],
  path: string,
  firstName: FirstName,
  found: Differences,
): void {
  if (one.length === other.length) {
    for (const [at, item] of one.entries()) compare(item, other[at], `${path}[${at}]`, firstName, found);
    return;
  }
  const texts = one.map((item) => JSON.stringify(item));
  const others = other.map((item) =>
    JSON.stringify(item, (key, value: unknown) => named(key, value, firstName)),
  );
  const { pairs, gone, added } = align(texts, others);
  for (const [at, to] of pairs) compare(one[at], other[to], `${path}[${at}]`, firstName, found);
  for (const at of gone) found.changed.push(`${path}[${at}]`);
  for (const at of added) found.added.push(`${path}[${at}]`);
}
