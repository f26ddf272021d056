/** JavaScript writes smaller numbers with an exponent. */
const LEAST = 0.000001;

/**
 * A percentage as people read it: without exponent. The number itself is in the element that the words are about.
 *
 * @param value %, as received.
 */
export function percentInWords(value: number): string {
  return value > 0 && value < LEAST ? 'less than 0.000001 %' : `${value} %`;
}
