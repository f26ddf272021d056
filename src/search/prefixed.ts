import { prefixes, type Prefix } from './search-query.js';

/** Takes the prefix off a value; without one it is `eq` (https://hl7.org/fhir/R4/search.html#prefix). */
export function readPrefix(text: string): { readonly prefix: Prefix; readonly rest: string } {
  const prefix = prefixes.find((one) => text.startsWith(one));
  return prefix === undefined ? { prefix: 'eq', rest: text } : { prefix, rest: text.slice(2) };
}
