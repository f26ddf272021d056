import { hash } from 'node:crypto';

/** Longest text that is a key of the index: PostgreSQL refuses keys above a third of a page. */
const KEY_LENGTH = 256;

/**
 * A text without what R4's string search does not distinguish: case, accents and how much blank there is
 * (https://hl7.org/fhir/R4/search.html#string).
 */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** A text as a key of the index, both when it is written and when it is looked for: a very long one becomes its hash. */
export function indexKey(text: string): string {
  return text.length <= KEY_LENGTH ? text : `sha256:${hash('sha256', text)}`;
}
