import type { Coding } from 'fhir/r4.js';
import type { Icd11Tabulation } from './icd11-tabulation.js';

/** ICD-11 MMS. No version: the vendor does not say which release it uses, and a wrong one is worse than none. */
const MMS = 'http://id.who.int/icd/release/11/mms';

/** What the vendor's `icd11` field says. */
export interface Icd11Reading {
  /** One a code, in the vendor's order. */
  readonly codings: Coding[];
  readonly doubts: readonly Icd11Doubt[];
}

/** What is odd about the field. Texts hold no codes, which would be diagnoses of a patient. */
export interface Icd11Doubt {
  readonly kind: 'icd11-invalid' | 'icd11-list' | 'icd11-case' | 'icd11-unknown';
  readonly text: string;
}

/*
 * Shape of an MMS code: a stem such as ED80 or EA90.42, or an extension code (X…) that qualifies a stem. No letter I or
 * O; a stem's second character is a letter, which no ICD-10 code has. A cluster joins stems by "/" and extension codes to
 * their stem by "&". Shape only: whether a code exists is for a table to say.
 */
const CHAR = '[0-9A-HJ-NP-Z]';
const STEM = `[1-9A-HJ-NP-Z][A-HJ-NP-Z][0-9]${CHAR}(?:\\.${CHAR}{1,2})?`;
const EXTENSION = `X[A-HJ-NP-Z]${CHAR}{2,4}`;
const GROUP = `(?!X)${STEM}(?:&${EXTENSION})*`;
const SHAPE = new RegExp(`^${GROUP}(?:/${GROUP})*$`);

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
  const pieces = text.split(',').map((piece) => piece.trim());
  const codes = [...new Set(pieces.map((piece) => piece.toUpperCase()))];
  const valid = codes.filter((code) => SHAPE.test(code));
  const unknown = valid.filter((code) => tabulation !== undefined && !isKnown(code, tabulation));
  const doubts: Icd11Doubt[] = [];
  if (valid.length < codes.length) doubts.push(INVALID);
  if (pieces.length > 1) doubts.push(LIST);
  if (pieces.some((piece) => piece !== piece.toUpperCase() && SHAPE.test(piece.toUpperCase())))
    doubts.push(CASE);
  if (unknown.length > 0) doubts.push(UNKNOWN);
  return { codings: valid.map((code) => coding(code, tabulation?.title(code, locale))), doubts };
}

function coding(code: string, display: string | undefined): Coding {
  return { system: MMS, code, ...(display === undefined ? {} : { display }) };
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
  text: 'The field holds several ICD-11 codes: each becomes a coding, although they need not mean the same.',
};
const CASE: Icd11Doubt = {
  kind: 'icd11-case',
  text: 'The ICD-11 code came in small letters: it is carried in capitals.',
};
const UNKNOWN: Icd11Doubt = {
  kind: 'icd11-unknown',
  text: 'The loaded table does not have the ICD-11 code: it is carried without a title.',
};
