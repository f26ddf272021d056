import type { JsonObject } from './json-object.js';
import type { Visit } from './visit.js';

/** Checks what the structure alone does not say about one object of a type. */
export type Rule = (object: JsonObject, visit: Visit) => void;

const rules: Readonly<Record<string, readonly Rule[]>> = {};

const byType = new Map(Object.entries(rules));

/** The rules for a type, e.g. `Observation`, `Quantity`, `Bundle.entry`. */
export function rulesOf(typeName: string): readonly Rule[] {
  return byType.get(typeName) ?? [];
}
