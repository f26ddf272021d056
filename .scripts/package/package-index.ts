import type { FhirResource } from 'fhir/r4.js';

/** What `.index.json` says of a resource beside its file, type and id, as far as the resource has it. */
const MEMBERS = ['url', 'version', 'kind', 'type', 'supplements', 'content', 'valueSet', 'derivation'];

/** The index of one folder of a package (https://hl7.org/fhir/packages.html, `.index.json`, version 2). */
export function packageIndex(resources: ReadonlyMap<string, FhirResource>): object {
  const files = [...resources].map(([filename, resource]) => {
    const { resourceType, id } = resource;
    const known = Object.entries(resource).filter(
      ([name, value]) => MEMBERS.includes(name) && typeof value === 'string',
    );
    return { filename, resourceType, id, ...Object.fromEntries(known) };
  });
  return { 'index-version': 2, files };
}
