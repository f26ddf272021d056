import type { CodeableConcept, Coding } from 'fhir/r4.js';
import type { Pathology } from '../raw/report.js';
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
 * @returns null when the pathology has neither code nor name.
 */
export function pathologyConcept(
  draft: Draft,
  pathology: Pathology,
  at: string,
  fhirPath: string,
): PathologyConcept | null {
  const code = draft.code(pathology.code, `${at}/code`);
  const text = draft.text(pathology.name, `${at}/name`);
  const name = text ?? code;
  if (name === null) return null;
  const { codings, doubts } = draft.context.terminology.icd11.code(pathology.icd11, draft.context.locale);
  for (const { kind, text: reason } of doubts)
    draft.doubt({ kind, at: `${at}/icd11`, fhirPath, text: reason });
  const coding: Coding[] = [...codings];
  if (code !== null) {
    coding.push({ system: ownSystems.vendorConditions, code, ...(text === null ? {} : { display: text }) });
  }
  return { concept: coding.length === 0 ? { text: name } : { coding, text: name }, name };
}
