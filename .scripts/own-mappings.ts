import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FhirResource } from 'fhir/r4.js';

/** Where the FHIR resources that this project publishes lie. */
export const MAPPINGS = join(import.meta.dirname, '..', 'mappings');

/** Where instances of the profiles lie. */
export const EXAMPLES = join(MAPPINGS, 'examples');

/** The FHIR resources that this project publishes. */
export function readMappings(): FhirResource[] {
  return resourcesIn(MAPPINGS);
}

/** What the acne report of the sandbox becomes, one resource a file. */
export function readExamples(): FhirResource[] {
  return resourcesIn(EXAMPLES);
}

function resourcesIn(folder: string): FhirResource[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as FhirResource);
}
