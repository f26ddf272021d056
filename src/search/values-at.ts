import { isObject } from '../fhir/check/json-object.js';

/**
 * The values at a dotted path, lists taken apart: `component.code` gives the code of each component.
 *
 * @param names of elements, from the root of the resource on.
 */
export function valuesAt(value: unknown, names: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => valuesAt(item, names));
  const [name, ...rest] = names;
  if (name === undefined) return value === undefined || value === null ? [] : [value];
  return isObject(value) ? valuesAt(value[name], rest) : [];
}

/** A member of an object that is a text; null when it is none. */
export function textIn(object: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = object[name];
  return typeof value === 'string' ? value : null;
}
