/**
 * Takes a value apart at a separator; one behind a backslash separates nothing
 * (https://hl7.org/fhir/R4/search.html#escaping). The pieces keep their backslashes.
 */
export function splitEscaped(text: string, separator: ',' | '|' | '$'): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const [token] of text.matchAll(/\\?[^]/gu)) {
    if (token === separator) {
      pieces.push(piece);
      piece = '';
    } else piece += token;
  }
  return [...pieces, piece];
}

/** The text that a piece stands for. A backslash before anything but `,`, `|`, `$` and `\` is one. */
export function unescaped(piece: string): string {
  return piece.replace(/\\([,|$\\])/g, '$1');
}

/** Writes a text so that a search takes it for a single piece. */
export function escaped(text: string): string {
  return text.replace(/[,|$\\]/g, '\\$&');
}
