import { pointerToken } from '../../src/raw/json-pointer.js';

/** A scalar inside a JSON document, null included. */
export interface Leaf {
  /** RFC 6901. */
  readonly pointer: string;
  readonly value: string | number | boolean | null;
}

/** Every scalar of a JSON document, in order. */
export function leavesOf(json: unknown, pointer = ''): Leaf[] {
  if (json === null || typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean') {
    return [{ pointer, value: json }];
  }
  if (Array.isArray(json))
    return json.flatMap((item, index) => leavesOf(item, `${pointer}${pointerToken(index)}`));
  if (typeof json !== 'object') return [];
  return Object.entries(json).flatMap(([key, member]) => leavesOf(member, `${pointer}${pointerToken(key)}`));
}
