/** A member name or an index. */
export type Step = string | number;

/** Names that are fit to be shown: short, and unable to hold a query or markup. */
const SHOWABLE = /^[\p{L}\p{M}\p{N}_$@.~/ -]{1,64}$/u;

/** What begins a host in a link, or ends one. */
const HOST = /\/\/|\.\p{L}/u;

/** As long as keys and handles are. */
const LONG = /[^ ]{16}/;

/** How programs name things, or a UUID, which opens nothing. */
const NAME = /^(?:[\p{L}\p{M}_-]+\d{0,3}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/iu;

/**
 * Whether the name of a key may appear in an issue: names come from outside, and a long or odd one may be a secret. Who knows the
 * secrets of a report has a closer look at what is left.
 */
export function isShowable(name: string): boolean {
  if (!SHOWABLE.test(name) || HOST.test(name)) return false;
  return !LONG.test(name) || name.split(' ').every((word) => !LONG.test(word) || NAME.test(word));
}

/** One step as a token of a JSON pointer, with its slash (RFC 6901, section 3). */
export function pointerToken(step: Step): string {
  if (typeof step === 'number') return `/${step}`;
  return `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/**
 * The JSON pointer (RFC 6901) of a path. It stops at the parent of the first step whose name is not fit to be shown, so
 * that a pointer is always short and never carries a value.
 */
export function pointerTo(path: readonly Step[]): string {
  let pointer = '';
  for (const step of path) {
    if (typeof step === 'string' && !isShowable(step)) return pointer;
    pointer += pointerToken(step);
  }
  return pointer;
}

/** The steps of a JSON pointer (RFC 6901, section 4). Indices stay text. */
export function stepsOf(pointer: string): Step[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}
