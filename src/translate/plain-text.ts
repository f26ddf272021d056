/** Keys, signatures and handles are longer than this; shorter words are everyday ones. */
export const SECRET_LENGTH = 16;

/** What may be part of a link, or hide one. */
const LINK = /\/\/|\.[A-Za-z]|\.\w+\.|=|%[0-9A-Fa-f]|\\/;

/** Kinds of characters: in a key; in a link, where a slash, the dot of a host, a parameter or an escape is; the rest of Unicode. */
const IN_SECRET = 1;
const LINKS = 2;
const BEYOND_ASCII = 4;

const KINDS = Uint8Array.from({ length: 127 }, (_, code) => {
  const character = String.fromCharCode(code);
  return (/[A-Za-z0-9%+/_.~-]/.test(character) ? IN_SECRET : 0) + (/[/.=%\\]/.test(character) ? LINKS : 0);
});

/** What R4's strings have no place for: blanks beyond space, tab and line end. */
const ODD_BLANK = /[^\S \r\n\t]/;

/**
 * Whether a text may leave as it is: no link or parameter in it, no word as long as a secret, no blank that FHIR does not
 * know. Nearly every label is, and one look at each character is many times cheaper than the patterns that the others are
 * searched for.
 */
export function isPlain(text: string): boolean {
  let length = 0;
  let seen = 0;
  for (let at = 0; at < text.length; at++) {
    const kind = KINDS[text.charCodeAt(at)] ?? BEYOND_ASCII;
    seen |= kind;
    length = (kind & IN_SECRET) === 0 ? 0 : length + 1;
    if (length >= SECRET_LENGTH) return false;
  }
  if ((seen & LINKS) !== 0 && LINK.test(text)) return false;
  return (seen & BEYOND_ASCII) === 0 || !ODD_BLANK.test(text);
}
