import { isObject } from '../fhir/check/json-object.js';

/**
 * The values at a dotted path, lists taken apart: `component.code` gives the code of each component.
 *
 * @param names of elements, from the root of the resource on.
 * @param from which of the names comes next.
 */
export function valuesAt(value: unknown, names: readonly string[], from = 0): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => valuesAt(item, names, from));
  const name = names[from];
  if (name === undefined) return [value];
  return isObject(value) ? valuesAt(value[name], names, from + 1) : [];
}

/** A member of an object that is a text; null when it is none. */
export function textIn(object: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = object[name];
  return typeof value === 'string' ? value : null;
}
