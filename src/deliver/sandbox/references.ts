import { isObject } from './resource.js';

/** Copies a JSON value with each `reference` in it changed. */
export function withReferencesChanged(value: unknown, change: (reference: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => withReferencesChanged(item, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === 'reference' && typeof member === 'string'
        ? change(member)
        : withReferencesChanged(member, change),
    ]),
  );
}
