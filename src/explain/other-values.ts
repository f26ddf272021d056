import type { Report } from '../raw/report.js';
import { fieldOf } from './field-of.js';
import { otherText } from './other-text.js';
import type { Place } from './place.js';
import { rivalsIn, type Rivals } from './rivals.js';

/**
 * Fields that hold one of a set, and members of it: another word would be none of the set, and change more than another
 * member does. The key is the path without indices.
 */
const MEMBERS: Readonly<Record<string, readonly (string | number)[]>> = {
  'bodySite.code': ['headFront', 'elbowLeft'],
  'macroscopicMedia.type': ['Image', 'Video'],
  'result.observations.media.type': ['Image', 'Video'],
  'result.observations.media.modality': ['Clinical', 'Dermoscopic', 'None'],
  'result.scoringSystems.scoringSystem.code': [
    ...['alegi', 'apasiLocal', 'pasiLocal', 'ascoradLocal', 'scoradLocal', 'auasLocal', 'uasLocal'],
    ...['aihs4Local', 'ihs4Local', 'hiscr', 'dlqi', 'pure4', 'uct', 'scovid', 'pga', 'nsil'],
  ],
  'result.scoringSystems.facets.facet.name': ['Acne lesion density', 'Number of lesions'],
  'result.scoringSystems.score.severity.value': [1, 2],
  'result.scoringSystems.score.severity.interpretations.coding.code': ['1', '2'],
};

/** Fields that hold ICD-11 codes, with commas between them. */
const ICD11: readonly string[] = ['pathology.icd11', 'result.conclusions.pathology.icd11'];

/** Codes that the tabulation has. */
const ICD11_CODES: readonly string[] = ['ED80', '1E90', 'EA90', '2C30', 'EB21', 'ED90', 'EK90'];

/** Stands for "left out" among values. */
export const absent = Symbol('absent');

/** Other values for a place. */
export type OtherValues = (place: Place) => unknown[];

/**
 * Makes other values for the places of a report, of their own type: another number, word, member of its set or time, then
 * null and absence where they say something; where there is nothing, something. What tells things apart is no value that
 * the report has already: else two of them would become one, and what happens to the one look like an effect of the other.
 */
export function createOtherValues(report: Report, places: readonly Place[]): OtherValues {
  const rivals = rivalsIn(report, places);
  return (place) => {
    const { value, mayBeNull, mayBeAbsent, sample } = place;
    if (value === null || typeof value === 'object') return [member(place, rivals) ?? sample];
    return [another(place, rivals), ...(mayBeNull ? [null] : []), ...(mayBeAbsent ? [absent] : [])];
  };
}

function another(place: Place, rivals: Rivals): unknown {
  const { value } = place;
  if (typeof value === 'boolean') return !value;
  const found = member(place, rivals);
  if (found !== undefined) return found;
  if (typeof value === 'number') return otherNumber(value, (one) => rivals.has(place, one));
  return typeof value === 'string' ? otherText(value, (one) => rivals.has(place, one)) : value;
}

/** Another member of the field's set; undefined: it has none that is free. */
function member(place: Place, rivals: Rivals): string | number | undefined {
  const field = fieldOf(place);
  const { value } = place;
  if (ICD11.includes(field)) return otherCodes(typeof value === 'string' ? value : '');
  return MEMBERS[field]?.find((one) => one !== value && !rivals.has(place, one));
}

/** As many codes as there are, each another one. */
function otherCodes(icd11: string): string {
  const others = ICD11_CODES.filter((code) => !icd11.includes(code));
  const free = others.length === 0 ? ICD11_CODES : others;
  return icd11
    .split(',')
    .map((_, at) => free[at % free.length])
    .join(', ');
}

/** Beside a very large number, a sum is nothing. */
function otherNumber(value: number, isTaken: (number: number) => boolean): number {
  let other = value;
  do other = Math.abs(other) < 1e9 ? other + 1.5 : other / 2;
  while (Number.isFinite(other) && isTaken(other));
  return other;
}
