/** Older codes that are not their current one in capitals. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['7PC', 'sevenPc'],
  ['7Pc', 'sevenPc'],
  ['APULSI', 'apulsiLocal'],
]);

const CAPITALS = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/;

/**
 * The current form of a body-site or score code: `HEAD_FRONT` is `headFront`, `ALEGI` is `alegi`. Both lists are open: a code
 * in capitals that is no older form of a current one may be a new one, and stays as it is. Scores that merely resemble each
 * other (alegi, aladin) are not mixed up.
 *
 * @param current the list that the code may be an older form from.
 * @returns anything that is not an older code unchanged.
 */
export function currentCode(code: unknown, current: ReadonlySet<string>): unknown {
  if (typeof code !== 'string') return code;
  const renamed = RENAMED.get(code) ?? (CAPITALS.test(code) ? camelCase(code) : code);
  return current.has(renamed) ? renamed : code;
}

function camelCase(code: string): string {
  return code.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}
