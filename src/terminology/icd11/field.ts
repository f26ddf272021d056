import type { Coding } from 'fhir/r4.js';
import { ICD11_CODE, ICD11_MMS } from '../../fhir/icd11-code.js';
import type { Icd11Tabulation } from './tabulation.js';

/** What the vendor's `icd11` field says. */
export interface Icd11Reading {
  /**
   * One a code, in the vendor's order. They have no version: the vendor does not say which release it uses, and a wrong
   * one is worse than none.
   */
  readonly codings: Coding[];
  readonly doubts: readonly Icd11Doubt[];
}

/** What is odd about the field. Texts hold no codes, which would be diagnoses of a patient. */
export interface Icd11Doubt {
  readonly kind: 'icd11-invalid' | 'icd11-list' | 'icd11-case' | 'icd11-unknown';
  readonly text: string;
}

/**
 * Reads the vendor's `icd11` field: one code, a cluster, or several of them with commas between. Nothing is repaired
 * beyond letter case and blanks, and a cluster is passed on as the one code that it is.
 *
 * @param text the field; null or blank: no code.
 * @param locale BCP 47 language of the report, for titles.
 * @param tabulation WHO's table, when the operator has loaded one.
 */
export function readIcd11(text: string | null, locale: string, tabulation?: Icd11Tabulation): Icd11Reading {
  if (text === null || text.trim() === '') return { codings: [], doubts: [] };
  // One code and nothing wrong with it: nearly every field.
  if (ICD11_CODE.test(text) && (tabulation === undefined || isKnown(text, tabulation)))
    return { codings: [coding(text, tabulation?.title(text, locale))], doubts: [] };
  const pieces = text.split(',').map((piece) => piece.trim());
  const valid = pieces.filter((piece) => ICD11_CODE.test(piece.toUpperCase()));
  const codes = [...new Set(valid.map((piece) => piece.toUpperCase()))];
  const doubts: Icd11Doubt[] = [];
  if (valid.length < pieces.length) doubts.push(INVALID);
  if (valid.length > 1) doubts.push(LIST);
  if (valid.some((piece) => !codes.includes(piece))) doubts.push(CASE);
  if (tabulation !== undefined && !codes.every((code) => isKnown(code, tabulation))) doubts.push(UNKNOWN);
  return { codings: codes.map((code) => coding(code, tabulation?.title(code, locale))), doubts };
}

function coding(code: string, display: string | undefined): Coding {
  return display === undefined ? { system: ICD11_MMS, code } : { system: ICD11_MMS, code, display };
}

/** A cluster is known when all its parts are. */
function isKnown(code: string, tabulation: Icd11Tabulation): boolean {
  return code.split(/[/&]/).every((part) => tabulation.has(part));
}

const INVALID: Icd11Doubt = {
  kind: 'icd11-invalid',
  text: 'The field holds something that is not shaped like an ICD-11 code: it is not carried as one.',
};
const LIST: Icd11Doubt = {
  kind: 'icd11-list',
  text: 'The field holds several ICD-11 codes: each different one becomes a coding, although they need not mean the same.',
};
const CASE: Icd11Doubt = {
  kind: 'icd11-case',
  text: 'An ICD-11 code came in small letters: it is carried in capitals.',
};
const UNKNOWN: Icd11Doubt = {
  kind: 'icd11-unknown',
  text: 'The loaded table does not have the ICD-11 code: it is carried all the same, without a title.',
};
