/** Which items of two lists belong together, by their indices. */
export interface Alignment {
  /** Items that became others. Those that are the same are not among them. */
  readonly pairs: readonly (readonly [one: number, other: number])[];
  /** Of the first list only. */
  readonly gone: readonly number[];
  /** Of the second list only. */
  readonly added: readonly number[];
}

/**
 * Puts two lists side by side, in a time that grows as they do: an item that is in both stays, wherever it is now; what stands
 * between two that stay became what stands between them.
 *
 * @param ones items as texts.
 * @param others also as texts.
 */
export function align(ones: readonly string[], others: readonly string[]): Alignment {
  const pairs: [number, number][] = [];
  const gone: number[] = [];
  const added: number[] = [];
  const placeFrom = placesIn(others);
  const last = new Map(ones.map((text, at) => [text, at]));
  let next = 0;
  for (const [at, text] of ones.entries()) {
    const stays = placeFrom(text, next);
    const candidate = others[next];
    if (stays !== undefined) {
      for (; next < stays; next++) added.push(next);
      next += 1;
    } else if (candidate !== undefined && (last.get(candidate) ?? -1) <= at) pairs.push([at, next++]);
    else gone.push(at);
  }
  for (; next < others.length; next++) added.push(next);
  return { pairs, gone, added };
}

/** Tells where a text comes first from an index on, which never gets smaller. */
function placesIn(texts: readonly string[]): (text: string, from: number) => number | undefined {
  const places = new Map<string, number[]>();
  // Backwards, so that the first place is the last of each list.
  for (let at = texts.length - 1; at >= 0; at--) {
    const text = texts[at] ?? '';
    const known = places.get(text);
    if (known === undefined) places.set(text, [at]);
    else known.push(at);
  }
  return (text, from) => {
    const own = places.get(text) ?? [];
    while ((own.at(-1) ?? from) < from) own.pop();
    return own.at(-1);
  };
}
