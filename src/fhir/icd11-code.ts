/** ICD-11 for Mortality and Morbidity Statistics, as HL7 and WHO name it in FHIR. Other addresses in use are wrong. */
export const ICD11_MMS = 'http://id.who.int/icd/release/11/mms';

/*
 * A stem such as ED80 or EA90.42, or an extension code (X…) that qualifies a stem. No letter I or O; a stem's second
 * character is a letter, which no ICD-10 code has. A cluster joins stems by "/" and extension codes to their stem by "&".
 */
const CHAR = '[0-9A-HJ-NP-Z]';
const STEM = `[1-9A-HJ-NP-WYZ][A-HJ-NP-Z][0-9]${CHAR}(?:\\.${CHAR}{1,2})?`;
const EXTENSION = `X[A-HJ-NP-Z]${CHAR}{2,4}`;
const GROUP = `${STEM}(?:&${EXTENSION})*`;
const EXPRESSION = new RegExp(`^${GROUP}(?:/${GROUP})*$`);
const SINGLE = new RegExp(`^(?:${STEM}|${EXTENSION})$`);

/** Tells whether a text has the shape of what an ICD-11 MMS coding holds: a stem code or a cluster. Not whether it exists. */
export function isIcd11Code(text: string): boolean {
  return EXPRESSION.test(text);
}

/** Tells whether a text has the shape of one entry of the classification: a stem or an extension code. */
export function isIcd11Entry(text: string): boolean {
  return SINGLE.test(text);
}
