/**
 * Distils HL7's R4 definitions (CC0) into the compact table that the self-check reads:
 * the official JSON schema gives properties and code lists, the StructureDefinitions give what the schema cannot say
 * (required primitives, choices, cardinality, reference targets). The two sources are compared, so a table that
 * disagrees with the official schema is never written.
 *
 * Writes src/fhir/check/r4-definitions.generated.ts (git-ignored); does nothing when that file is newer than its inputs.
 */
import { statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CodeSystem, ElementDefinition, StructureDefinition } from 'fhir/r4.js';
import {
  compareWithSchema,
  enumOf,
  hasElement,
  isRequiredBySchema,
  readSchema,
  type R4Schema,
} from './r4-schema.js';
import type { R4Table } from '../src/fhir/check/r4-table.js';
import { readResources, readStructures, SCHEMA_FILE } from './r4-sources.js';

const SELF = fileURLToPath(import.meta.url);
const TARGET = join(dirname(SELF), '..', 'src', 'fhir', 'check', 'r4-definitions.generated.ts');
const STRUCTURE = 'http://hl7.org/fhir/StructureDefinition/';
const FHIR_TYPE = `${STRUCTURE}structuredefinition-fhir-type`;

/** Code systems small, frozen and common enough that a code outside of them is certainly wrong. */
const CLOSED_SYSTEMS = [
  'http://terminology.hl7.org/CodeSystem/data-absent-reason',
  'http://terminology.hl7.org/CodeSystem/observation-category',
  'http://terminology.hl7.org/CodeSystem/media-type',
  'http://terminology.hl7.org/CodeSystem/provenance-participant-type',
  'http://terminology.hl7.org/CodeSystem/v3-DataOperation',
];

/** Gives each distinct list one number, so that the table names it only once. */
class Pool {
  readonly lists: string[] = [];
  readonly #numbers = new Map<string, number>();
  add(items: readonly string[]): number {
    const list = items.join(' ');
    const known = this.#numbers.get(list);
    if (known !== undefined) return known;
    this.#numbers.set(list, this.lists.length);
    return this.lists.push(list) - 1;
  }
}

class TableBuilder {
  readonly #codes = new Pool();
  readonly #targets = new Pool();
  readonly #types: Record<string, string> = {};
  readonly #resources: string[] = [];

  constructor(readonly schema: R4Schema) {}

  add(definition: StructureDefinition): void {
    const elements = (definition.snapshot?.element ?? []).filter(
      ({ path }) =>
        definition.derivation === 'constraint' || !path.includes('.') || hasElement(this.schema, path),
    );
    const name = definition.id ?? definition.name;
    if (definition.kind === 'resource') this.#resources.push(name);
    const parents = new Set(elements.slice(1).map(({ path }) => path.slice(0, path.lastIndexOf('.'))));
    for (const parent of parents) {
      const depth = parent.split('.').length + 1;
      const children = elements.filter(
        ({ path, max }) => path.startsWith(`${parent}.`) && path.split('.').length === depth && max !== '0',
      );
      const typeName = parent === definition.type ? name : parent;
      this.#types[typeName] = children.map((child) => this.#element(child, parents, definition)).join('|');
    }
  }

  #element(element: ElementDefinition, parents: ReadonlySet<string>, owner: StructureDefinition): string {
    const name = element.path.slice(element.path.lastIndexOf('.') + 1);
    const isRequired = (element.min ?? 0) > 0 || isRequiredBySchema(this.schema, element.path);
    const marks = `${isRequired ? '!' : ''}${element.max === '1' ? '' : '*'}`;
    return `${name}${marks}:${this.#typesOf(element, parents, owner).join(',')}`;
  }

  #typesOf(element: ElementDefinition, parents: ReadonlySet<string>, owner: StructureDefinition): string[] {
    if (element.contentReference !== undefined) return [element.contentReference.slice(1)];
    if (parents.has(element.path)) return [element.path];
    return (element.type ?? []).map((type) => {
      if (owner.kind === 'resource' && element.path === `${owner.type}.id`) return 'id';
      const code = type.extension?.find(({ url }) => url === FHIR_TYPE)?.valueUrl ?? type.code;
      if (code === 'Quantity' && type.profile?.[0] === `${STRUCTURE}SimpleQuantity`) return 'SimpleQuantity';
      if (code === 'Reference') return `${code}${this.#targetsOf(type.targetProfile)}`;
      const codes = code === 'code' ? enumOf(this.schema, element.path) : undefined;
      return codes === undefined ? code : `${code}=${String(this.#codes.add(codes))}`;
    });
  }

  #targetsOf(profiles: readonly string[] = []): string {
    const names = [...new Set(profiles.map((profile) => profile.slice(STRUCTURE.length)))];
    return names.length === 0 || names.includes('Resource') ? '' : `>${String(this.#targets.add(names))}`;
  }

  build(systems: R4Table['systems']): R4Table {
    return {
      resources: this.#resources,
      types: this.#types,
      codes: this.#codes.lists,
      targets: this.#targets.lists,
      systems,
    };
  }
}

function conceptsOf(system: CodeSystem): Record<string, string> {
  const all = (concepts: CodeSystem['concept'] = []): [string, string][] =>
    concepts.flatMap(({ code, display, concept }) => [[code, display ?? ''], ...all(concept)]);
  return Object.fromEntries(all(system.concept));
}

function closedSystems(): R4Table['systems'] {
  const known = ['valuesets.json', 'v3-codesystems.json'].flatMap((file) =>
    readResources<CodeSystem>(file, 'CodeSystem'),
  );
  return Object.fromEntries(
    CLOSED_SYSTEMS.map((url) => {
      const system = known.find((candidate) => candidate.url === url && candidate.content === 'complete');
      if (system === undefined) throw new Error(`no complete CodeSystem ${url}`);
      return [url, conceptsOf(system)];
    }),
  );
}

function generate(): R4Table {
  const schema = readSchema(SCHEMA_FILE);
  const builder = new TableBuilder(schema);
  for (const definition of readStructures()) builder.add(definition);
  const table = builder.build(closedSystems());
  compareWithSchema(schema, table);
  return table;
}

function isFresh(): boolean {
  const age = (file: string) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const inputs = [
    SELF,
    SCHEMA_FILE,
    join(dirname(SELF), 'r4-schema.ts'),
    join(dirname(SELF), 'r4-sources.ts'),
  ];
  return inputs.every((input) => age(TARGET) > age(input));
}

if (!isFresh()) {
  writeFileSync(
    TARGET,
    '// Made by .scripts/generate-r4-definitions.ts from the R4 definitions of HL7 (CC0). Do not edit.\n' +
      "import type { R4Table } from './r4-table.js';\n\n" +
      `export const r4Table: R4Table = ${JSON.stringify(generate(), null, 1)};\n`,
  );
}
