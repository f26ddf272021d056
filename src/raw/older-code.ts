/** Older codes that are not their current one in capitals. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['7PC', 'sevenPc'],
  ['7Pc', 'sevenPc'],
  ['APULSI', 'apulsiLocal'],
]);

const CAPITALS = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/;

/**
 * The current form of a body-site or score code: `HEAD_FRONT` is `headFront`, `ALEGI` is `alegi`. Both lists are open, so
 * unknown codes in capitals change as well; scores that merely resemble each other (alegi, aladin) are not mixed up.
 *
 * @returns anything that is not an older code unchanged.
 */
export function currentCode(code: unknown): unknown {
  if (typeof code !== 'string') return code;
  const renamed = RENAMED.get(code);
  if (renamed !== undefined) return renamed;
  if (!CAPITALS.test(code)) return code;
  return code.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}
