import type { JsonObject } from './json-value.js';

/** A copy of an object with one member replaced; the same object when the member already has that value. */
export function withMember(object: JsonObject, key: string, value: unknown): JsonObject {
  return object[key] === value ? object : { ...object, [key]: value };
}

/** A copy of a list with its items replaced; the same list when none of them changes. */
export function withItems(
  list: readonly unknown[],
  replace: (item: unknown, index: number) => unknown,
): readonly unknown[] {
  const replaced = list.map(replace);
  return replaced.some((item, index) => item !== list[index]) ? replaced : list;
}
