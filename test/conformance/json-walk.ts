/** A JSON object. */
export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The type name of a resource, or `undefined` when the value is none. */
export function resourceTypeOf(value: unknown): string | undefined {
  const type = isObject(value) ? value['resourceType'] : undefined;
  return typeof type === 'string' ? type : undefined;
}

/** An object inside a JSON document and its FHIRPath (`Bundle.entry[0].resource`). */
export interface Located {
  value: JsonObject;
  path: string;
}

/** Every object of a document, outer ones first, the document itself included. */
export function* objectsIn(value: unknown, path: string): Generator<Located> {
  if (Array.isArray(value)) {
    for (const [index, member] of value.entries()) yield* objectsIn(member, `${path}[${index}]`);
  } else if (isObject(value)) {
    yield { value, path };
    for (const [key, member] of Object.entries(value)) yield* objectsIn(member, `${path}.${key}`);
  }
}

/** Every resource of a document: the document itself, entries of a Bundle, contained resources. */
export function resourcesIn(document: unknown): Located[] {
  const root = resourceTypeOf(document);
  if (root === undefined) throw new TypeError('not a resource: it has no resourceType');
  return [...objectsIn(document, root)].filter(({ value }) => resourceTypeOf(value) !== undefined);
}
