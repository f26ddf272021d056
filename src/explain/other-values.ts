import type { Place } from './place.js';

/**
 * Fields that hold one of a set, and members of it: another word would be none of the set, and change more than another
 * member does. The key is the path without indices.
 */
const MEMBERS: Readonly<Record<string, readonly (string | number)[]>> = {
  'bodySite.code': ['headFront', 'elbowLeft'],
  'pathology.icd11': ['ED80', '1E90'],
  'macroscopicMedia.type': ['Image', 'Video'],
  'result.observations.media.type': ['Image', 'Video'],
  'result.observations.media.modality': ['Clinical', 'Dermoscopic'],
  'result.conclusions.pathology.icd11': ['ED80', '1E90'],
  'result.scoringSystems.scoringSystem.code': ['alegi', 'apasiLocal'],
  'result.scoringSystems.facets.facet.name': ['Acne lesion density', 'Number of lesions'],
  'result.scoringSystems.score.severity.value': [1, 2],
  'result.scoringSystems.score.severity.interpretations.coding.code': ['1', '2'],
};

/** Stands for "left out" among values. */
export const absent = Symbol('absent');

/**
 * Other values for a place, of its own type: another number, word, member of its set or time, then null and absence where
 * they say something. Where there is nothing, something.
 */
export function otherValues(place: Place): unknown[] {
  const { value, mayBeNull, mayBeAbsent, sample } = place;
  if (value === null || typeof value === 'object') return [member(place) ?? sample];
  return [another(place), ...(mayBeNull ? [null] : []), ...(mayBeAbsent ? [absent] : [])];
}

function another(place: Place): unknown {
  const { value } = place;
  if (typeof value === 'boolean') return !value;
  const found = member(place);
  if (found !== undefined) return found;
  // Beside a very large number, a sum is nothing.
  if (typeof value === 'number') return Math.abs(value) < 1e9 ? value + 1.5 : value / 2;
  return typeof value === 'string' ? anotherText(value) : value;
}

/** Another member of the field's set; undefined: it has none. */
function member({ path, value }: Place): string | number | undefined {
  const field = path.filter((step) => typeof step === 'string').join('.');
  return MEMBERS[field]?.find((one) => one !== value);
}

/** A text of the same kind: a time is another time, a link leads to another file, of a word one letter differs. */
function anotherText(text: string): string {
  const year = /^(\d{4})(?=-\d{2}-\d{2})/.exec(text)?.[1];
  // Calendars repeat every 400 years.
  if (year !== undefined) return `${String((Number(year) + 400) % 9600).padStart(4, '0')}${text.slice(4)}`;
  const end = text.includes('://') ? fileEnd(text) : text.length;
  for (let at = end - 1; at >= 0; at--) {
    const letter = text.charAt(at);
    if (/[A-Za-z0-9]/.test(letter)) return text.slice(0, at) + following(letter) + text.slice(at + 1);
  }
  return `x${text}`;
}

/** Where the file's name ends, before extension, query and fragment. */
function fileEnd(url: string): number {
  return /^[^?#]*?(?=(?:\.[A-Za-z0-9]{1,5})?(?:[?#]|$))/.exec(url)?.[0].length ?? url.length;
}

/** Stays a hexadecimal digit when it is one. */
function following(letter: string): string {
  if (/[fFzZ9]/.test(letter)) return String.fromCharCode(letter.charCodeAt(0) - 1);
  return String.fromCharCode(letter.charCodeAt(0) + 1);
}
