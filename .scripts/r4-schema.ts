import { readFileSync } from 'node:fs';

interface Property {
  enum?: string[];
  items?: Property;
  type?: string;
  $ref?: string;
}

/** The parts of the official R4 JSON schema that are read here: one definition for each (backbone) type. */
export interface R4Schema {
  definitions: Record<string, { properties?: Record<string, Property> } | undefined>;
}

/** Reads the official `fhir.schema.json`. */
export function readSchema(path: string): R4Schema {
  return JSON.parse(readFileSync(path, 'utf8')) as R4Schema;
}

/** Follows `$ref`s: the schema numbers groups of the same name (`ImplementationGuide_Resource1`), so names alone do not tell. */
function propertiesOf(schema: R4Schema, typeName: string): Record<string, Property> {
  const [first = '', ...rest] = typeName.split('.');
  let definition = schema.definitions[first];
  for (const name of rest) {
    const property = definition?.properties?.[name];
    const target = property?.items?.$ref ?? property?.$ref;
    definition = schema.definitions[target?.slice('#/definitions/'.length) ?? ''];
  }
  if (definition?.properties === undefined) throw new Error(`the R4 schema has no ${typeName}`);
  return definition.properties;
}

/**
 * @param path of an element, e.g. `Observation.status`.
 * @returns the codes of its required binding, or undefined when the schema enumerates none.
 */
export function enumOf(schema: R4Schema, path: string): string[] | undefined {
  const dot = path.lastIndexOf('.');
  const property = propertiesOf(schema, path.slice(0, dot))[path.slice(dot + 1)];
  return property?.enum ?? property?.items?.enum;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** JSON names of one encoded element: several for a choice. `*` marks arrays. */
function namesOf(encoded: string): string[] {
  const [, name = '', marks = '', types = ''] = /^(\w+(?:\[x\])?)([!*]*):(.*)$/.exec(encoded) ?? [];
  const array = marks.includes('*') ? '*' : '';
  if (!name.endsWith('[x]')) return [name + array];
  const plain = (type: string) => type.replace(/[=>].*$/, '').replace('SimpleQuantity', 'Quantity');
  return types.split(',').map((type) => name.slice(0, -3) + capitalised(plain(type)));
}

/** The schema allows this in groups inside data types, which are Elements, not BackboneElements: they have none. */
const SCHEMA_ONLY = 'modifierExtension*';

/**
 * Proves that the table and the official schema speak of the same properties and of the same arrays.
 *
 * @throws Error naming the types that differ.
 */
export function compareWithSchema(schema: R4Schema, table: { types: Record<string, string> }): void {
  const problems: string[] = [];
  for (const [type, encoded] of Object.entries(table.types)) {
    if (type === 'SimpleQuantity') continue; // A profile: the schema does not know it.
    const properties = propertiesOf(schema, type);
    const theirs = Object.entries(properties)
      .filter(([name]) => !name.startsWith('_') && name !== 'resourceType')
      .map(([name, property]) => name + (property.type === 'array' ? '*' : ''));
    const ours = new Set(encoded.split('|').flatMap(namesOf));
    const differing = [
      ...theirs.filter((name) => !ours.has(name) && name !== SCHEMA_ONLY),
      ...[...ours].filter((name) => !theirs.includes(name)),
    ];
    if (differing.length > 0) problems.push(`${type}: ${differing.join(', ')}`);
  }
  if (problems.length > 0) throw new Error(`differs from the R4 schema: ${problems.join('; ')}`);
}
