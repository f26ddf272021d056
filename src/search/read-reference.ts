import { badValue } from './bad-value.js';
import { unescaped } from './escaped.js';
import { indexKey } from './fold.js';
import { referenceTarget } from './reference-target.js';
import type { TokenTest } from './search-query.js';

/**
 * `123`, `Patient/123`, or an absolute URL (https://hl7.org/fhir/R4/search.html#reference).
 *
 * @param types that an id alone may belong to: those of the parameter, or the one of its modifier (`subject:Patient`).
 * @param isTyped whether the modifier named the type: then only the id may follow.
 * @param baseUrl of this server: what lies below it is ours.
 */
export function readReference(
  name: string,
  piece: string,
  types: readonly string[],
  { isTyped, baseUrl }: { readonly isTyped: boolean; readonly baseUrl: string },
): TokenTest {
  const text = unescaped(piece);
  if (/^[A-Za-z0-9.-]{1,64}$/.test(text)) return { kind: 'token', system: types, code: text };
  const local = text.startsWith(`${baseUrl}/`) ? text.slice(baseUrl.length + 1) : text;
  const { system, code } = referenceTarget(local);
  const isUri = /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(text);
  if (isTyped || (system === null && !isUri)) {
    throw badValue(name, isTyped ? 'must be an id' : 'must be an id, Type/id or an absolute URL');
  }
  return { kind: 'token', system: system === null ? 'none' : [system], code: indexKey(code) };
}
