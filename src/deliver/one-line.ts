const MAX_LENGTH = 500;

/**
 * Makes text of a receiver fit for terminals and logs: one line without escape sequences, line breaks or text direction marks, at
 * most 500 characters.
 */
export function oneLine(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return plain.length > MAX_LENGTH ? `${plain.slice(0, MAX_LENGTH - 1)}…` : plain;
}
