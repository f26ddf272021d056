/**
 * Distils HL7's R4 definitions (CC0), the units of UCUM and what `mappings/` publishes into the compact table that the
 * self-check reads. The official JSON schema says which elements there are and which are lists; the StructureDefinitions
 * say what a schema cannot: required primitives, choices, reference targets; the value sets give the codes. What two of
 * them say is compared, so a table that disagrees with the official schema is never written.
 *
 * Writes src/fhir/check/r4-definitions.generated.ts (git-ignored); does nothing when that file is newer than its inputs.
 */
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FhirResource, StructureDefinition } from 'fhir/r4.js';
import type { R4Table } from '../src/fhir/check/r4-table.js';
import { MAPPINGS, readMappings } from './own-mappings.js';
import { ElementTable } from './r4-element-table.js';
import { compareWithSchema, readSchema } from './r4-schema.js';
import { readResources, readStructures, SCHEMA_FILE } from './r4-sources.js';
import { ValueSets } from './r4-value-sets.js';
import { readUcumUnits } from './ucum-units.js';

const SCRIPTS = import.meta.dirname;
const LOCK_FILE = join(SCRIPTS, '..', 'package-lock.json');
const TARGET = join(SCRIPTS, '..', 'src', 'fhir', 'check', 'r4-definitions.generated.ts');
const THO = 'http://terminology.hl7.org/CodeSystem/';

/** Code systems small, stable and common enough here that a code outside of them is certainly wrong. */
const CLOSED_SYSTEMS = [
  'condition-category',
  'condition-clinical',
  'condition-ver-status',
  'data-absent-reason',
  'media-type',
  'observation-category',
  'provenance-participant-type',
  'referencerange-meaning',
  'v2-0074',
  'v3-DataOperation',
  'v3-ObservationInterpretation',
  'v3-ObservationMethod',
  'v3-ObservationValue',
].map((name) => THO + name);

/** R4's copy of v3-ObservationValue is of 2018; the label came to HL7 Terminology in 2024. */
const NEWER: Readonly<Record<string, readonly [code: string, display: string]>> = {
  [`${THO}v3-ObservationValue`]: ['AIAST', 'Artificial Intelligence asserted'],
};

function closedSystems(valueSets: ValueSets): R4Table['systems'] {
  const systems = CLOSED_SYSTEMS.map((url) => {
    const concepts = valueSets.conceptsOf(url);
    if (concepts === undefined) throw new Error(`R4 does not list all codes of ${url}`);
    const newer = NEWER[url];
    if (newer !== undefined) concepts.set(...newer);
    return [url, Object.fromEntries(concepts)] as const;
  });
  return Object.fromEntries(systems);
}

/** Extension → the types that its value may have; none for one that is made of further extensions. */
function extensions(own: readonly FhirResource[]): R4Table['extensions'] {
  const ownDefinitions = own.filter((resource) => resource.resourceType === 'StructureDefinition');
  const core = readResources<StructureDefinition>('extension-definitions.json', 'StructureDefinition');
  return Object.fromEntries(
    [...core, ...ownDefinitions]
      .filter(({ type }) => type === 'Extension')
      .map((one) => [one.url, valueTypes(one)]),
  );
}

function valueTypes({ snapshot }: StructureDefinition): string {
  const value = snapshot?.element.find(({ path }) => path === 'Extension.value[x]');
  return value?.max === '0' ? '' : (value?.type ?? []).map(({ code }) => code).join(' ');
}

function generate(): R4Table {
  const schema = readSchema(SCHEMA_FILE);
  const valueSets = new ValueSets();
  const own = readMappings();
  const elements = new ElementTable(schema, valueSets);
  for (const definition of readStructures()) elements.add(definition);
  const table = elements.build();
  compareWithSchema(schema, table);
  return {
    ...table,
    systems: closedSystems(valueSets),
    extensions: extensions(own),
    canonicals: own.flatMap((resource) =>
      'url' in resource && resource.url !== undefined ? [resource.url] : [],
    ),
    ucum: readUcumUnits(),
  };
}

function isFresh(): boolean {
  const age = (file: string) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const files = (folder: string) => [folder, ...readdirSync(folder).map((file) => join(folder, file))];
  // The files of packages keep the times of their publication: the lock file tells when another version was chosen.
  return [LOCK_FILE, ...files(SCRIPTS), ...files(MAPPINGS)].every((input) => age(TARGET) > age(input));
}

if (!isFresh()) {
  writeFileSync(
    TARGET,
    '// Made by .scripts/generate-r4-definitions.ts from the R4 definitions of HL7 (CC0). Do not edit.\n' +
      "import type { R4Table } from './r4-table.js';\n\n" +
      `export const r4Table: R4Table = ${JSON.stringify(generate(), null, 1)};\n`,
  );
}
