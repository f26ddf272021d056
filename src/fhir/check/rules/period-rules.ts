import type { JsonObject } from '../json-object.js';
import type { Visit } from '../visit.js';

/** per-1: a period does not end before it starts. */
export function checkPeriod({ start, end }: JsonObject, visit: Visit): void {
  if (typeof start === 'string' && typeof end === 'string' && isAfter(start, end)) {
    visit.error('invariant', 'The period ends before it starts (per-1).', '.end');
  }
}

/** Times are compared as instants; dates as far as both are known: 2024 is not after 2024-03. */
function isAfter(one: string, other: string): boolean {
  if (one.includes('T') && other.includes('T')) return Date.parse(one) > Date.parse(other);
  const known = Math.min(dateOf(one).length, dateOf(other).length);
  return one.slice(0, known) > other.slice(0, known);
}

function dateOf(text: string): string {
  return text.slice(0, 10);
}
