import { elementsOf, isComplexType, type ElementShape } from '../fhir/check/definitions.js';
import { isObject, type JsonObject } from '../fhir/check/json-object.js';
import { jsonName } from '../fhir/check/property.js';
import type { View } from './search-query.js';

/** Says that a resource is not whole (R4 §3.1.1.5.8). */
const SUBSETTED = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
  code: 'SUBSETTED',
  display: 'subsetted',
};

type Keep = (element: ElementShape) => boolean;

/**
 * Takes away what is not wanted of a resource (https://hl7.org/fhir/R4/search.html#summary,
 * https://hl7.org/fhir/R4/search.html#elements). What a resource must have, and what changes the meaning of the rest, stays.
 *
 * @param json a resource as FHIR JSON.
 * @returns the same text when all of it is wanted.
 */
export function subset(json: string, view: View): string {
  const keep = keepOf(view);
  if (keep === null) return json;
  const resource: unknown = JSON.parse(json);
  if (!isObject(resource)) return json;
  const type = String(resource['resourceType']);
  const isNested = view.summary === 'true' && view.elements.length === 0;
  const kept = isNested ? summaryOf(resource, type) : pick(resource, type, keep);
  return JSON.stringify({ resourceType: type, ...withTag(withCounted(kept, resource)) });
}

/** A complete CodeSystem with a `count` has as many concepts (https://hl7.org/fhir/R4/codesystem-definitions.html#CodeSystem.count). */
function withCounted(kept: JsonObject, { concept }: JsonObject): JsonObject {
  return 'count' in kept && kept['content'] === 'complete' ? { ...kept, concept } : kept;
}

/** Which root elements a view keeps; null: all of them. */
function keepOf({ summary, elements }: View): Keep | null {
  if (elements.length > 0) {
    const names = new Set(elements.map((name) => name.replace('[x]', '')));
    return (element) => isNeeded(element) || namesOf(element).some((name) => names.has(name));
  }
  switch (summary) {
    case 'true':
      return isOfSummary;
    case 'text':
      return (element) => element.name === 'text' || isIdentity(element) || element.isRequired;
    case 'data':
      return ({ name }) => name !== 'text';
    default:
      return null;
  }
}

const isIdentity: Keep = ({ name }) => name === 'id' || name === 'meta';

const isOfSummary: Keep = (element) => element.isSummary || isNeeded(element);

const isNeeded: Keep = (element) => isIdentity(element) || element.isRequired || element.isModifier;

/** A choice may be named as a whole or by one of its types: `effective` or `effectiveDateTime`. */
function namesOf(element: ElementShape): string[] {
  const { name, types } = element;
  if (!name.endsWith('[x]')) return [name];
  const start = name.slice(0, -3);
  return [start, ...types.map((type) => jsonName(element, type))];
}

/** The elements of the summary, and of groups such as `DiagnosticReport.media` only theirs. */
function summaryOf(object: JsonObject, type: string): JsonObject {
  const kept = pick(object, type, isOfSummary);
  const groups = elementsOf(type).filter(({ types: [first] }) => first !== undefined && isGroup(first.name));
  const shortened = groups.flatMap(({ name, types: [first] }): [string, unknown][] => {
    const value = kept[name];
    if (value === undefined || first === undefined) return [];
    const shorten = (item: unknown): unknown => (isObject(item) ? summaryOf(item, first.name) : item);
    return [[name, Array.isArray(value) ? value.map(shorten) : shorten(value)]];
  });
  return { ...kept, ...Object.fromEntries(shortened) };
}

/** Whether a type is a part of a resource, such as `Observation.component`, and no data type. */
function isGroup(type: string): boolean {
  return type.includes('.') && isComplexType(type);
}

/** The members that belong to elements that are kept. */
function pick(object: JsonObject, type: string, keep: Keep): JsonObject {
  const names = new Set(elementsOf(type).filter(keep).flatMap(namesOf));
  return Object.fromEntries<unknown>(
    Object.entries(object).filter(([key]) => names.has(key.replace(/^_/, ''))),
  );
}

function withTag(resource: JsonObject): JsonObject {
  const meta = isObject(resource['meta']) ? resource['meta'] : {};
  const tags: readonly unknown[] = Array.isArray(meta['tag']) ? meta['tag'] : [];
  return { ...resource, meta: { ...meta, tag: [...tags, SUBSETTED] } };
}
