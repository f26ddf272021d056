/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object: not null, not a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const NOTHING: JsonObject = Object.freeze({});

/**
 * A value as a list of objects, so that a rule need not ask what the structure check has already said: no list is an
 * empty one, and what is no object counts as one without members, to keep the indices.
 */
export function objectsIn(value: unknown): readonly JsonObject[] {
  if (!Array.isArray(value)) return [];
  return value.every(isObject) ? value : value.map((item: unknown) => (isObject(item) ? item : NOTHING));
}
