/** A change to one place of a JSON document: the new value, or `undefined` to remove it. */
export type Patch = Readonly<Record<string, unknown>>;

/**
 * A copy of a JSON document with some places changed.
 *
 * @param patch JSON pointer (RFC 6901) → new value; `undefined` removes the member.
 * @throws when a pointer's parent does not exist: a test that changes nothing is no test.
 */
export function patched(document: unknown, patch: Patch): unknown {
  const copy: unknown = structuredClone(document);
  for (const [pointer, value] of Object.entries(patch)) {
    const tokens = pointer
      .split('/')
      .slice(1)
      .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = tokens.pop();
    const parent = tokens.reduce<unknown>((node, token) => member(node, token), copy);
    if (last === undefined || typeof parent !== 'object' || parent === null)
      throw new Error(`nothing at ${pointer}`);
    if (value === undefined) Reflect.deleteProperty(parent, last);
    else Reflect.set(parent, last, value);
  }
  return copy;
}

function member(node: unknown, token: string): unknown {
  return typeof node === 'object' && node !== null ? Reflect.get(node, token) : undefined;
}
