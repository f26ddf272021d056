/** Where a link stands in a text. */
export interface LinkPlace {
  readonly start: number;
  /** Index behind it. */
  readonly end: number;
}

/** A scheme is longer than a drive letter, and none that is registered with IANA is longer than this. */
const SHORTEST_SCHEME = 2;
const LONGEST_SCHEME = 31;

/** Links end where quoting and markup begin. */
const END = /[\s<>"'\\]/g;

/**
 * The links in a text, in their order; none overlaps another. Each is found by its `://`: looked for by its scheme, every
 * letter of a text might begin one.
 */
export function* linksIn(text: string): Generator<LinkPlace, void, undefined> {
  for (let colon = text.indexOf('://'); colon !== -1;) {
    const behind = colon + '://'.length;
    const start = schemeBefore(text, colon);
    const end = start === null ? behind : endFrom(text, behind);
    if (start !== null && end > behind) yield { start, end };
    colon = text.indexOf('://', end);
  }
}

/** Where the scheme of a link begins: at a letter (RFC 3986, section 3.1), as far before its colon as may be. */
function schemeBefore(text: string, colon: number): number | null {
  let start: number | null = null;
  for (let at = colon - 1; at >= Math.max(0, colon - LONGEST_SCHEME); at--) {
    const code = text.charCodeAt(at);
    const isLetter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
    if (!isLetter && !isDigitOrMark(code)) break;
    if (isLetter && at <= colon - SHORTEST_SCHEME) start = at;
  }
  return start;
}

/** `+`, `-`, `.` and the digits. */
function isDigitOrMark(code: number): boolean {
  return code === 0x2b || code === 0x2d || code === 0x2e || (code >= 0x30 && code <= 0x39);
}

function endFrom(text: string, behind: number): number {
  END.lastIndex = behind;
  return END.exec(text)?.index ?? text.length;
}
