import { pointerTo } from '../raw/json-pointer.js';
import type { Path } from '../raw/moves.js';

/** What a raw report says, by its place: each scalar, empty list and empty object. */
export function rawLeaves(json: unknown): Map<string, unknown> {
  const leaves = new Map<string, unknown>();
  collect(json, [], leaves);
  return leaves;
}

function collect(value: unknown, path: Path, leaves: Map<string, unknown>): void {
  const members = typeof value === 'object' && value !== null ? Object.entries<unknown>({ ...value }) : [];
  for (const [step, member] of members) collect(member, [...path, step], leaves);
  // Of two places whose names are not fit to be shown, the pointer to what they are in stands for both.
  if (members.length > 0) return;
  const pointer = pointerTo(path);
  if (pointer !== '') leaves.set(pointer, value);
}
