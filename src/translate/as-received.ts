import type { CodeableConcept, Element, Extension } from 'fhir/r4.js';
import { extensions } from './codings.js';

/**
 * The vendor's own text of what FHIR cannot carry as it came (StructureDefinition as-received): a time without zone, an
 * ICD-11 field that is no plain list of codes, grades that are not the ones of their codes.
 */
export function asReceived(text: string): Extension {
  return { url: extensions.asReceived, valueString: text };
}

/** What `asReceived` was told; null when there is nothing. */
export function receivedText(element: Element | undefined): string | null {
  return element?.extension?.find(({ url }) => url === extensions.asReceived)?.valueString ?? null;
}

/** Says of a primitive element that the vendor gave none: what stands there instead is ours. */
const notGiven: Element = Object.freeze({
  extension: [{ url: extensions.dataAbsentReason, valueCode: 'unknown' }],
});

/** Words of ours where an element needs some and the vendor has none. */
export function ownWords(text: string): { text: string; _text: Element } {
  return { text, _text: notGiven };
}

/** The vendor's words of a concept; null when it has none or they are ours. */
export function wordsOf(concept: Pick<CodeableConcept, 'text' | '_text'>): string | null {
  return concept._text === undefined ? (concept.text ?? null) : null;
}
