import type { Path } from '../raw/moves.js';
import type { JsonValue } from '../raw/json-value.js';

/** JSON without links that open doors. */
export interface Filtered {
  readonly value: JsonValue;
  /** Where one was taken out of a text; of the name of a member, what it is a member of. */
  readonly places: readonly Path[];
}

/**
 * Takes links out of JSON, out of each text and name on its own: the escapes of JSON would hide where a link begins. No member is
 * lost: of names that are the same then, each but the first has a number.
 *
 * @param withoutLinks text → the same text without links.
 */
export function filterLinks(withoutLinks: (text: string) => string, json: JsonValue): Filtered {
  const places: Path[] = [];
  const seen = (text: string, path: Path): string => {
    const left = withoutLinks(text);
    if (left !== text) places.push(path);
    return left;
  };
  const filtered = (value: JsonValue, path: Path): JsonValue => {
    if (typeof value === 'string') return seen(value, path);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item, index) => filtered(item, [...path, index]));
    const names = apart(Object.keys(value), (name) => seen(name, path));
    return Object.fromEntries(
      Object.entries(value).map(([name, member], at) => [
        names[at] ?? name,
        filtered(member, [...path, name]),
      ]),
    );
  };
  return { value: filtered(json, []), places };
}

/** The names as they are left, each another one: names that stay as they are keep theirs. */
function apart(names: readonly string[], left: (name: string) => string): string[] {
  const taken = new Set(names);
  const times = new Map<string, number>();
  return names.map((name) => {
    const short = left(name);
    if (short === name) return name;
    let other = short;
    for (let time = times.get(short) ?? 1; taken.has(other); times.set(short, time))
      other = `${short} ${++time}`;
    taken.add(other);
    return other;
  });
}
