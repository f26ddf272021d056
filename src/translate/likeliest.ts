/**
 * The likeliest of a list, likeliest first; equals keep their order, and what has no probability comes last. For choosing
 * and for words only: the Observations keep the vendor's order.
 */
export function likeliest<T extends { readonly probability: number | null }>(
  items: readonly T[],
  count: number,
): T[] {
  const rank = ({ probability }: T): number => probability ?? -Infinity;
  return items.toSorted((a, b) => compare(rank(b), rank(a))).slice(0, count);
}

function compare(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
