/** What an attribute value cannot hold as it is, and the white space that its reader would turn into blanks (XML 1.0 §3.3.3). */
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

const SPECIAL = /[&<>"\t\n\r]/;

/** Characters that no XML document can carry, not even by number (https://www.w3.org/TR/xml/#charsets). */
const NO_CHARACTER = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/**
 * Writes text as an attribute's value, without the quotes. What XML cannot carry becomes U+FFFD, so that it is seen that
 * something was there; FHIR's own strings have no such characters (https://hl7.org/fhir/R4/datatypes.html#string).
 */
export function attributeText(text: string): string {
  const carried = text.replace(NO_CHARACTER, '\ufffd');
  return SPECIAL.test(carried)
    ? carried.replace(/[&<>"\t\n\r]/g, (character) => ENTITIES[character] ?? '')
    : carried;
}
