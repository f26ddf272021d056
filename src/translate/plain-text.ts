/** Keys, signatures and handles are longer than this; shorter words are everyday ones. */
export const SECRET_LENGTH = 16;

const COLON = 58;
const IN_A_SECRET = Array.from({ length: 128 }, (_, code) =>
  /[A-Za-z0-9%+/_.~-]/.test(String.fromCharCode(code)),
);

/**
 * Whether a text may leave as it is: ASCII, with no link in it and no word as long as a secret. Nearly every label is, and
 * one look at each character is many times cheaper than the patterns that the others are searched for.
 */
export function isPlain(text: string): boolean {
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 126 || (code === COLON && text.startsWith('//', at + 1))) return false;
    length = IN_A_SECRET[code] === true ? length + 1 : 0;
    if (length >= SECRET_LENGTH) return false;
  }
  return true;
}
