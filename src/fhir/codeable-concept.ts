import type { CodeableConcept, Coding } from 'fhir/r4.js';

/**
 * A concept from what is known of it (https://hl7.org/fhir/R4/datatypes.html#CodeableConcept).
 *
 * @param coding may be empty.
 * @param text words for people; null: none beyond the codings'. One of the two must be there.
 */
export function codeableConcept(coding: Coding[], text: string | null): CodeableConcept {
  if (coding.length === 0) return text === null ? {} : { text };
  return text === null ? { coding } : { coding, text };
}
