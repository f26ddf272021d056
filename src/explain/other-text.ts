/** Letters that are tried before a text is made longer: enough where texts are numbered. */
const TRIES = 64;

/**
 * A text of the same kind: a time is another time, a link leads to another file, of a word one letter differs.
 *
 * @param isTaken whether a text may not be it.
 */
export function otherText(text: string, isTaken: (other: string) => boolean): string {
  const year = /^(\d{4})(?=-\d{2}-\d{2})/.exec(text)?.[1];
  // Calendars repeat every 400 years.
  if (year !== undefined) return `${String((Number(year) + 400) % 9600).padStart(4, '0')}${text.slice(4)}`;
  const end = isLink(text) ? fileEnd(text) : text.length;
  let tries = 0;
  for (let at = end - 1; at >= 0; at--) {
    for (const letter of others(text.charAt(at))) {
      const other = text.slice(0, at) + letter + text.slice(at + 1);
      if (!isTaken(other)) return other;
      if (++tries === TRIES) return longer(text, end, isTaken);
    }
  }
  return longer(text, end, isTaken);
}

/** Whether a text is a link, of which the end of the path matters. */
export function isLink(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#\s]+\/\S*$/.test(text);
}

/** Grows twice as fast each time, so that few are tried. */
function longer(text: string, end: number, isTaken: (other: string) => boolean): string {
  for (let more = 'x'; ; more += more) {
    const other = text.slice(0, end) + more + text.slice(end);
    if (!isTaken(other)) return other;
  }
}

/** Where the file's name ends, before extension, query and fragment. */
function fileEnd(url: string): number {
  return /^[^?#]*?(?=(?:\.[A-Za-z0-9]{1,5})?(?:[?#]|$))/.exec(url)?.[0].length ?? url.length;
}

const ALPHABETS = ['0123456789', 'abcdef', 'ABCDEF', 'ghijklmnopqrstuvwxyz', 'GHIJKLMNOPQRSTUVWXYZ'].map(
  (letters) => letters.split(''),
);

/** Other letters or digits for one, the next one first; a hexadecimal digit stays one. Of other characters, none. */
function others(letter: string): readonly string[] {
  const alphabet = ALPHABETS.find((letters) => letters.includes(letter)) ?? [];
  const at = alphabet.indexOf(letter);
  return [...alphabet.slice(at + 1), ...alphabet.slice(0, Math.max(at, 0))];
}
