/** The forms of FHIR that this server writes; it reads JSON only. */
export type Format = 'json' | 'xml';

/** Names of each form as clients write them: the R4 one, the plain ones R4 allows, and the name of DSTU2 that lives on. */
const NAMES: Readonly<Record<Format, readonly string[]>> = {
  json: ['application/fhir+json', 'application/json', 'text/json', 'application/json+fhir'],
  xml: ['application/fhir+xml', 'application/xml', 'text/xml', 'application/xml+fhir'],
};

/** What answers are labelled with; the charset is always said, because some engines assume Latin-1. */
export const contentTypes: Readonly<Record<Format, string>> = {
  json: 'application/fhir+json; charset=utf-8',
  xml: 'application/fhir+xml; charset=utf-8',
};

/** R4 by both of its names; https://hl7.org/fhir/R4/versioning.html#mt-version writes `4.0`. */
const R4_VERSIONS: readonly string[] = ['4.0', '4.0.1'];

/** The media types that mean a form of FHIR, best first (https://hl7.org/fhir/R4/http.html#mime-type). */
export function namesOf(format: Format): readonly string[] {
  return NAMES[format];
}

/** Tells whether a media type means FHIR JSON; parameters are not looked at. */
export function isJson(type: string): boolean {
  return NAMES.json.includes(type);
}

/** The form that a media type means; null when it is none of FHIR. Parameters are not looked at. */
export function formatNamed(type: string): Format | null {
  if (isJson(type)) return 'json';
  return NAMES.xml.includes(type) ? 'xml' : null;
}

/** Tells whether the `fhirVersion` parameter of a media type, if there is one, means R4. */
export function isR4(parameters: ReadonlyMap<string, string>): boolean {
  const version = parameters.get('fhirversion');
  return version === undefined || R4_VERSIONS.includes(version);
}
