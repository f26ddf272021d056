import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FhirResource } from 'fhir/r4.js';

/** Where the FHIR resources that this project publishes lie. */
export const MAPPINGS = join(import.meta.dirname, '..', 'mappings');

/** The FHIR resources that this project publishes. */
export function readMappings(): FhirResource[] {
  return readdirSync(MAPPINGS)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(MAPPINGS, file), 'utf8')) as FhirResource);
}
