/**
 * Reads the `filter` of `ValueSet/$expand`, whose meaning R4 leaves to the server: each of its words must begin a word of one of
 * the texts, in any letter case: `sev pso` finds "Psoriasis severity".
 *
 * @param filter undefined or without words: everything is found.
 * @returns tells whether what has these texts is found.
 */
export function textFilter(filter: string | undefined): (texts: readonly string[]) => boolean {
  const wanted = wordsOf(filter ?? '');
  return (texts) => {
    if (wanted.length === 0) return true;
    const words = texts.flatMap(wordsOf);
    return wanted.every((start) => words.some((word) => word.startsWith(start)));
  };
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
