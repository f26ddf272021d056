/** Names of FHIR JSON as clients write it: the R4 one, the plain ones R4 allows, and the name of DSTU2 that lives on. */
const JSON_NAMES: readonly string[] = [
  'application/fhir+json',
  'application/json',
  'text/json',
  'application/json+fhir',
];

/** What `_format` may say instead (https://hl7.org/fhir/R4/http.html#mime-type). */
const JSON_SHORT_NAME = 'json';

/** R4 by both of its names; https://hl7.org/fhir/R4/versioning.html#mt-version writes `4.0`. */
const R4_VERSIONS: readonly string[] = ['4.0', '4.0.1'];

/** The media types that mean JSON, best first. */
export const jsonTypes = JSON_NAMES;

/** Tells whether a media type means FHIR JSON; parameters are not looked at. */
export function isJson(type: string): boolean {
  return JSON_NAMES.includes(type);
}

/** Tells whether `_format`'s short name means FHIR JSON. */
export function isJsonShortName(name: string): boolean {
  return name === JSON_SHORT_NAME;
}

/** Tells whether the `fhirVersion` parameter of a media type, if there is one, means R4. */
export function isR4(parameters: ReadonlyMap<string, string>): boolean {
  const version = parameters.get('fhirversion');
  return version === undefined || R4_VERSIONS.includes(version);
}
