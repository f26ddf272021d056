import { pointerToken } from '../raw/json-pointer.js';
import type { Path } from '../raw/moves.js';
import type { ReadReport } from '../raw/read-report.js';
import type { Place } from './place.js';

/** A value of the raw report as it was received: a scalar, an empty list or an empty object. */
export interface Field {
  readonly path: Path;
  readonly value: unknown;
  /** Where it is in the report as it was read; null: it was not read. */
  readonly place: Place | null;
}

/** All of them, in the order of the raw report, and then the keys that were read as values. */
export function fieldsOf(json: unknown, places: readonly Place[], sourceOf: ReadReport['sourceOf']): Field[] {
  const read = new Map(places.map((place) => [keyOf(sourceOf(place.path)), place]));
  const fields: Field[] = [];
  for (const { path, value } of leavesOf(json, [])) {
    const key = keyOf(path);
    fields.push({ path, value, place: read.get(key) ?? null });
    read.delete(key);
  }
  // A score that is keyed by its code has a code without a value of its own: the key.
  const keys = [...read.values()].filter(({ value }) => typeof value === 'string');
  return [...fields, ...keys.map((place) => ({ path: sourceOf(place.path), value: place.value, place }))];
}

function* leavesOf(value: unknown, path: Path): Generator<Pick<Field, 'path' | 'value'>> {
  const members = typeof value === 'object' && value !== null ? Object.entries<unknown>({ ...value }) : [];
  for (const [step, member] of members) yield* leavesOf(member, [...path, step]);
  if (members.length === 0) yield { path, value };
}

/** One text for a path: a pointer that may hold secrets. */
function keyOf(path: Path): string {
  return path.map(pointerToken).join('');
}
