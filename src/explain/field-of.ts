import type { Place } from './place.js';

/** The field that a place is one of: its path without indices, `result.conclusions.probability`. */
export function fieldOf({ path }: Place): string {
  return path.filter((step) => typeof step === 'string').join('.');
}
