import type { CodeableConcept, Coding } from 'fhir/r4.js';
import { codeableConcept } from '../fhir/codeable-concept.js';
import type { Pathology } from '../raw/report.js';
import { asReceived, ownWords } from './as-received.js';
import { ownSystems } from './codings.js';
import type { Draft } from './draft.js';

/** A pathology, coded, with the words that people read. */
export interface PathologyConcept {
  readonly concept: CodeableConcept;
  readonly name: string;
}

/**
 * A pathology as ICD-11 coding(s) plus the vendor's own coding, which is always kept: ICD-11 is added, never a
 * replacement, and the name is the vendor's, in the report's language.
 *
 * @param at pointer to the pathology in the normalised report.
 * @param fhirPath where the concept goes.
 * @returns null when the pathology has neither code nor name nor ICD-11 text.
 */
export function pathologyConcept(
  draft: Draft,
  pathology: Pathology,
  at: string,
  fhirPath: string,
): PathologyConcept | null {
  const code = draft.code(pathology.code, `${at}/code`);
  const label = draft.text(pathology.name, `${at}/name`);
  const icd11 = draft.text(pathology.icd11, `${at}/icd11`);
  const name = label ?? code ?? icd11;
  if (name === null) return null;
  const { codings, doubts } = draft.context.terminology.icd11.code(icd11, draft.context.locale);
  for (const { kind, text } of doubts) draft.doubt({ kind, at: `${at}/icd11`, fhirPath, text });
  const coding: Coding[] = [...codings];
  if (code !== null) {
    const system = ownSystems.vendorConditions;
    coding.push(label === null ? { system, code } : { system, code, display: label });
  }
  // No coding can hold what is no code, so that the words are the only place where it is not lost.
  const isWhole = icd11 === null || icd11 === name || doubts.every(({ kind }) => kind !== 'icd11-invalid');
  const text = isWhole ? name : name + icd11InWords(icd11);
  const concept = codeableConcept(coding, text);
  if (label === null && code === null) Object.assign(concept, ownWords(name));
  if (icd11 !== null && icd11 !== listed(codings)) concept.extension = [asReceived(icd11)];
  return { concept, name };
}

/** What follows the name where the ICD-11 field is not all codes. */
export function icd11InWords(icd11: string): string {
  return ` (ICD-11 as received: ${icd11})`;
}

/** ICD-11 codings as the vendor lists codes. */
export function listed(codings: readonly Coding[]): string {
  return codings.map(({ code }) => code).join(', ');
}
