import type { ObservationReferenceRange } from 'fhir/r4.js';
import { quantity } from '../fhir/quantity.js';
import type { Band } from '../raw/report.js';
import { ownWords } from './as-received.js';
import type { Draft } from './draft.js';
import { bandGrades } from './severity.js';

/**
 * The band table of a score as reference ranges: data of this report, never constants, since several scales of one score
 * are in use. The text is the only thing that tells "None" from "Mild" (both are coded 1).
 *
 * @param at pointer to the array of bands.
 */
export function referenceRanges(
  draft: Draft,
  bands: readonly Band[],
  at: string,
): ObservationReferenceRange[] {
  const ranges: ObservationReferenceRange[] = [];
  for (const [index, band] of bands.entries()) {
    const range = referenceRange(draft, band, `${at}/${index}`);
    // obs-3: a range has low, high or text.
    const isSound = range.low !== undefined || range.high !== undefined || range.text !== undefined;
    if (isSound) ranges.push(range);
    else if (range.type !== undefined) ranges.push({ ...range, ...ownWords('Band without limits') });
    else
      draft.doubt({
        kind: 'band-empty',
        at: `${at}/${index}`,
        text: 'The band says nothing: it is not carried.',
      });
  }
  return ranges;
}

function referenceRange(draft: Draft, band: Band, at: string): ObservationReferenceRange {
  const text = draft.text(band.text, `${at}/text`);
  const type = bandGrades(draft, band.coding, `${at}/coding`);
  const range: ObservationReferenceRange = {};
  if (band.min !== null) range.low = quantity(band.min, '{score}');
  if (band.max !== null) range.high = quantity(band.max, '{score}');
  if (type !== null) range.type = type;
  if (text !== null) range.text = text;
  return range;
}

/**
 * The band that a value lies in, for display and for finding contradictions; the value itself is never re-graded.
 * Neighbouring bands share their edge, and which side it belongs to is not told: it is taken as `[min, max)`, the highest
 * band closed, and a band of zero width holds its one value. The order of the bands does not matter.
 *
 * @returns null when the value lies in none.
 */
export function bandOf(value: number, bands: readonly Band[]): Band | null {
  const highest = Math.max(...bands.map(({ max }) => max ?? Infinity));
  const isPoint = ({ min, max }: Band): boolean => min === value && max === value;
  const holds = ({ min, max }: Band): boolean => {
    if (min === null && max === null) return false;
    const isBelow = max === null || value < max || (value === max && max === highest);
    return (min === null || value >= min) && isBelow;
  };
  return bands.find(isPoint) ?? bands.find(holds) ?? null;
}
