/** What the text of a resource names, and what its owner wants said beside it. */
const NOTICES: readonly (readonly [mark: string, notice: string])[] = [
  [
    'legit.health/',
    'The codes belong to AI Labs Group S.L. (Legit.Health) and are named here so that other systems can read them.',
  ],
  [
    'http://snomed.info/sct',
    'This material includes SNOMED Clinical Terms (SNOMED CT), which is copyright of SNOMED International (IHTSDO) and used by permission; SNOMED CT is a registered trademark of SNOMED International. Whoever deploys this outside of a SNOMED International member country checks the licence terms that apply.',
  ],
  [
    'http://loinc.org',
    'This material contains content from LOINC (http://loinc.org). LOINC is copyright Regenstrief Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the license at http://loinc.org/license. LOINC is a registered United States trademark of Regenstrief Institute, Inc.',
  ],
  [
    'http://dicom.nema.org',
    'This material names codes of DICOM, the standard of the National Electrical Manufacturers Association for digital imaging and communications in medicine.',
  ],
  [
    'http://id.who.int',
    'ICD-11 belongs to the World Health Organization, which publishes it under CC BY-ND 3.0 IGO.',
  ],
];

/** The copyright statement of a resource: ours, and that of whoever else owns what its text names. */
export function noticesFor(text: string): string {
  const own = 'Copyright the derm-fhir-gateway authors. Licensed under the Apache License, Version 2.0.';
  return [own, ...NOTICES.flatMap(([mark, notice]) => (text.includes(mark) ? [notice] : []))].join(' ');
}
