/**
 * Where clients find what is no FHIR: beside the FHIR base, as the service has it.
 *
 * @param baseUrl FHIR base as clients reach it, without trailing slash.
 * @param path in the service, e.g. `/replays`.
 * @returns an absolute URL, as what tells how far something asynchronous is must be (https://hl7.org/fhir/R4/async.html).
 */
export function besideFhir(baseUrl: string, path: string): string {
  return new URL(`..${path}`, `${baseUrl}/`).href;
}
