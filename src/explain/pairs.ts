import type { TranslatedResource } from '../translate/translate.js';

/** The same resource in two translations; null where one of them has none. */
export interface Pair {
  readonly one: TranslatedResource | null;
  readonly other: TranslatedResource | null;
}

/**
 * Finds the resources that two translations share: those with the same id, and of the rest, since an id follows from what is
 * in the report, those of the same type and place among the rest.
 */
export function pairs(ones: readonly TranslatedResource[], others: readonly TranslatedResource[]): Pair[] {
  const left = new Map(others.map((other) => [other.id, other]));
  const found: Pair[] = [];
  const unmatched: TranslatedResource[] = [];
  for (const one of ones) {
    const other = left.get(one.id);
    if (other === undefined) unmatched.push(one);
    else found.push({ one, other });
    left.delete(one.id);
  }
  for (const one of unmatched) {
    const other = [...left.values()].find(({ resourceType }) => resourceType === one.resourceType) ?? null;
    if (other !== null) left.delete(other.id);
    found.push({ one, other });
  }
  return [...found, ...[...left.values()].map((other) => ({ one: null, other }))];
}
