/** A JSON number (RFC 8259, section 6), or the plain form that JavaScript gives to one. */
const LEXEME = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Every number with fewer digits is kept, but for those that are too near to zero. */
const MANY = 16;
const MANY_DIGITS = /[\d.]{16}/;
const NEAR_ZERO = /[eE]-\d{3}/;

/**
 * Whether there may be a number that is rounded in a text. Every text is asked, so it looks at each sixteenth character
 * only: one of them is in any number that is so long.
 */
export function mayBeRounded(text: string): boolean {
  for (let at = MANY - 1; at < text.length; at += MANY) {
    const code = text.charCodeAt(at);
    const isDigitOrDot = code >= 0x2e && code <= 0x39;
    if (isDigitOrDot && MANY_DIGITS.test(text.slice(at - MANY + 1, at + MANY))) return true;
  }
  return NEAR_ZERO.test(text);
}

/**
 * Whether a number loses digits when JavaScript reads it.
 *
 * @param lexeme the number as it is written.
 * @param read the same number as it was read.
 */
export function isRounded(lexeme: string, read: number): boolean {
  return mayBeRounded(lexeme) && digitsOf(lexeme) !== digitsOf(String(read));
}

/** The digits of a number but for zeros around them, and where its decimal point is. Its sign is never lost. */
function digitsOf(lexeme: string): string {
  const [, whole = '', fraction = '', exponent = '0'] = LEXEME.exec(lexeme) ?? [];
  const all = whole + fraction;
  let start = 0;
  while (all[start] === '0') start++;
  let end = all.length;
  while (end > start && all[end - 1] === '0') end--;
  return start === end ? '0' : `${all.slice(start, end)}e${whole.length - start + Number(exponent)}`;
}
