/** Keys, signatures and handles are longer than this; shorter words are everyday ones. */
export const SECRET_LENGTH = 16;

/** What may stand in a key. */
const IN_A_SECRET = /[A-Za-z0-9%+/_.~-]/;
/** What may make a link of the characters around it: a slash, the dot of a host, a parameter, an escape. */
const MAY_LINK = /[/.=%\\]/;
const LINKS = /\/\/|\.[A-Za-z]|\.\w+\.|=|%[0-9A-Fa-f]|\\/;

/** Of each ASCII character: 0 none of both, 1 in a secret, 2 may link, 3 both. */
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return (IN_A_SECRET.test(character) ? 1 : 0) + (MAY_LINK.test(character) ? 2 : 0);
});

/**
 * Whether a text may leave as it is: ASCII, with no link or parameter in it and no word as long as a secret. Nearly every
 * label is, and one look at each character is many times cheaper than the patterns that the others are searched for.
 */
export function isPlain(text: string): boolean {
  let length = 0;
  let seen = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 126) return false;
    const kind = KINDS[code] ?? 0;
    seen |= kind;
    length = (kind & 1) === 0 ? 0 : length + 1;
    if (length >= SECRET_LENGTH) return false;
  }
  return seen < 2 || !LINKS.test(text);
}
