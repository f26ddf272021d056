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

/** What an ICD-11 MMS coding holds: a stem code or a cluster. Its shape only, which is no proof that it exists. */
export const ICD11_CODE = new RegExp(`^${GROUP}(?:/${GROUP})*$`);

/** One entry of the classification: a stem or an extension code. */
export const ICD11_ENTRY = new RegExp(`^(?:${STEM}|${EXTENSION})$`);
