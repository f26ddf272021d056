import { elementsOf, isResourceType } from './definitions.js';
import { isObject, type JsonObject } from './json-object.js';
import { propertiesOf, type CheckOf, type ObjectCheck, type Properties, type Property } from './property.js';
import { rulesOf, type Rule } from './rules/rules.js';
import type { Visit } from './visit.js';

/** A complex type of R4, compiled on first use: its properties, cardinality and choices, and the rules it has beyond. */
export class ComplexType implements ObjectCheck {
  readonly #checkOf: CheckOf;
  readonly #rules: readonly Rule[];
  readonly #isResource: boolean;
  readonly #mayHaveOnlyId: boolean;
  readonly #start: { follower: Property | null } = { follower: null };
  #compiled: Properties | null = null;

  /** @param name a resource, a data type or a group such as `Observation.component`. */
  constructor(
    readonly name: string,
    checkOf: CheckOf,
  ) {
    this.#checkOf = checkOf;
    this.#rules = rulesOf(name);
    this.#isResource = isResourceType(name);
    // The rest of a primitive's Element is its value.
    this.#mayHaveOnlyId = this.#isResource || name === 'Element';
  }

  /** Checks an object of this type and everything in it. */
  check(object: JsonObject, visit: Visit): void {
    const properties = (this.#compiled ??= propertiesOf(elementsOf(this.name), this.#checkOf));
    let present = 0;
    let chosen = 0;
    let count = 0;
    let previous: { follower: Property | null } = this.#start;
    for (const key in object) {
      const value = object[key];
      if (value === undefined) continue;
      const expected = previous.follower;
      const property = expected?.key === key ? expected : properties.byName.get(key);
      if (property === undefined) {
        if (key !== 'resourceType' || !this.#isResource) noteUnknown(key, visit);
        count++;
        continue;
      }
      if (expected !== property) previous.follower = property;
      previous = property;
      if (key !== 'id' || this.#mayHaveOnlyId) count++;
      if ((chosen & property.choice) !== 0) checkChoice(key, property, object, properties, visit);
      chosen |= property.choice;
      present |= property.required;
      if (property.primitive !== null && !property.isList) {
        const problem = property.primitive(value, visit);
        if (problem !== null) visit.error(problem.code, problem.text, `.${key}`);
      } else if (visit.enter(key)) {
        checkProperty(value, property, object, visit);
        visit.leave();
      }
    }
    if (count === 0) {
      visit.error('invariant', 'An element has a value or children (ele-1).');
    }
    if (present !== (1 << properties.required.length) - 1) noteMissing(properties, present, visit);
    for (let index = 0; index < this.#rules.length; index++) this.#rules[index]?.(object, visit);
  }
}

function noteUnknown(key: string, visit: Visit): void {
  if (!visit.enter(key)) return;
  visit.error('structure', 'R4 has no such element here.');
  visit.leave();
}

/** A second property of one choice; `valueString` and `_valueString` are one. */
function checkChoice(
  key: string,
  property: Property,
  object: JsonObject,
  { byName }: Properties,
  visit: Visit,
): void {
  for (const earlier in object) {
    if (earlier === key) return;
    if (object[earlier] === undefined) continue;
    const other = byName.get(earlier);
    if (other === undefined || other.choice !== property.choice || other.name === property.name) continue;
    visit.error('structure', `There is more than one ${property.element}.`, `.${property.name}`);
    return;
  }
}

function noteMissing({ required }: Properties, present: number, visit: Visit): void {
  for (const [bit, element] of required.entries()) {
    if ((present & (1 << bit)) !== 0) continue;
    visit.error('required', `${element} is missing.`, `.${element.replace('[x]', '')}`);
  }
}

function checkProperty(value: unknown, property: Property, owner: JsonObject, visit: Visit): void {
  if (!property.isList) {
    if (Array.isArray(value)) visit.error('structure', 'A single value belongs here, not a list.');
    else checkItem(value, property, visit);
    return;
  }
  if (!Array.isArray(value)) {
    visit.error('structure', 'A list belongs here.');
    return;
  }
  if (value.length === 0) visit.error('structure', 'A list is never empty.');
  for (let index = 0; index < value.length; index++) {
    if (!visit.enter(index)) return;
    const item: unknown = value[index];
    if (item !== null || !hasOtherHalf(property, owner, index)) checkItem(item, property, visit);
    visit.leave();
  }
}

function checkItem(item: unknown, { primitive, complex }: Property, visit: Visit): void {
  if (complex !== null) {
    if (isObject(item)) complex.check(item, visit);
    else visit.error('structure', 'A JSON object belongs here.');
    return;
  }
  const problem = primitive?.(item, visit) ?? null;
  if (problem !== null) visit.error(problem.code, problem.text);
}

/** A null in a list of primitives holds the place of one that has only extensions, or none. */
function hasOtherHalf({ otherHalf }: Property, owner: JsonObject, index: number): boolean {
  const other = otherHalf === null ? undefined : owner[otherHalf];
  return Array.isArray(other) && other[index] !== null && other[index] !== undefined;
}
