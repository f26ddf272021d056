import type { Entry } from './entries.js';
import { Refusal } from './refusal.js';
import type { Write } from './resolve-write.js';

/** Where what the entries are called by is written to: fullUrl in lower case → address. */
export function placesOf(
  entries: readonly (Entry | Refusal)[],
  writes: readonly (Write | Refusal)[],
): Map<string, string> {
  const places = new Map<string, string>();
  entries.forEach((entry, index) => {
    const write = writes[index];
    if (
      entry instanceof Refusal ||
      entry.fullUrl === undefined ||
      write === undefined ||
      write instanceof Refusal
    )
      return;
    places.set(entry.fullUrl.toLowerCase(), write.address);
  });
  return places;
}

/** Addresses and conditions that the writes create. */
export function createsOf(
  entries: readonly (Entry | Refusal)[],
  writes: readonly (Write | Refusal)[],
): string[] {
  return writes.flatMap((write, index) => {
    const entry = entries[index];
    if (
      entry === undefined ||
      entry instanceof Refusal ||
      write instanceof Refusal ||
      write.kind !== 'create'
    )
      return [];
    return [entry.condition === undefined ? write.address : `${entry.type}?${entry.condition.toString()}`];
  });
}
