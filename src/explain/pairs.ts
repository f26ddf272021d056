import type { TranslatedResource } from '../translate/translate.js';

/** The same resource in two translations; null where one of them has none. */
export interface Pair {
  readonly one: TranslatedResource | null;
  readonly other: TranslatedResource | null;
}

/**
 * Finds the resources that two translations share. Ids follow from what is in the report, so they may be others: of a type
 * of which both have as many, the first is the first and so on. Where one has more, those with the same id are the same, and
 * the rest are taken in their order.
 */
export function pairs(ones: readonly TranslatedResource[], others: readonly TranslatedResource[]): Pair[] {
  const types = new Set([...ones, ...others].map(({ resourceType }) => resourceType));
  return [...types].flatMap((type) =>
    pairsOfType(
      ones.filter(({ resourceType }) => resourceType === type),
      others.filter(({ resourceType }) => resourceType === type),
    ),
  );
}

function pairsOfType(ones: readonly TranslatedResource[], others: readonly TranslatedResource[]): Pair[] {
  if (ones.length === others.length) return ones.map((one, at) => ({ one, other: others[at] ?? null }));
  const byId = new Map(others.map((other) => [other.id, other]));
  const kept = new Set(ones.map(({ id }) => id));
  const rest = others.filter(({ id }) => !kept.has(id)).values();
  const found = ones.map((one) => ({ one, other: byId.get(one.id) ?? rest.next().value ?? null }));
  return [...found, ...[...rest].map((other) => ({ one: null, other }))];
}
