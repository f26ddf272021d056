import { closedDirections } from '../fhir/closed-directions.js';

/** Longer names make no sentence: the whole name is in the coded element beside it. */
const LENGTH_IN_WORDS = 200;

/** A name as part of a sentence, which goes on in its own direction of writing. */
export function inSentence(name: string): string {
  return closedDirections(shortened(name));
}

/**
 * A name that is not too long for words.
 *
 * @param length UTF-16 code units that are kept; a surrogate pair is not split.
 */
export function shortened(name: string, length = LENGTH_IN_WORDS): string {
  if (name.length <= length) return name;
  return `${name.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
