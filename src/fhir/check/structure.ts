import { indexBundle } from './bundle-index.js';
import { elementsOf, isResourceType, type ElementShape, type ElementType } from './definitions.js';
import { isObject, objectsIn, type JsonObject } from './json-object.js';
import { codeOf, primitiveCheck } from './primitives.js';
import { checkReference } from './references.js';
import { rulesOf, type Rule } from './rules.js';
import type { Container, Visit } from './visit.js';

/** Checks one value (not a list). */
type ValueCheck = (value: unknown, visit: Visit) => void;

/** A JSON property of a type. */
interface Property {
  readonly check: ValueCheck;
  readonly isList: boolean;
  /** The element that it belongs to: `valueQuantity` and `_valueString` belong to `value[x]`. */
  readonly element: string;
  /** Its name without `_`. */
  readonly name: string;
  /** One bit for each required element of the type; 0 for others. */
  readonly required: number;
  /** One bit for each choice element of the type; 0 for others. */
  readonly choice: number;
  readonly isPrimitive: boolean;
  /** Whether this is the `_` property, with id and extensions of a primitive. */
  readonly isCompanion: boolean;
}

/** A complex type of R4, compiled on first use: properties, cardinality, choices, and the rules that it has beyond. */
class ComplexType {
  #properties: ReadonlyMap<string, Property> | null = null;
  #required: readonly string[] = [];
  readonly #rules: readonly Rule[];

  constructor(readonly name: string) {
    this.#rules = rulesOf(name);
  }

  check(object: JsonObject, visit: Visit): void {
    const properties = (this.#properties ??= this.#compile());
    let found = 0;
    let chosen = 0;
    let count = 0;
    for (const key in object) {
      const value = object[key];
      if (value === undefined) continue;
      count++;
      const property = properties.get(key);
      if (property === undefined) {
        noteUnknown(key, visit);
        continue;
      }
      found |= property.required;
      if (property.choice !== 0) {
        if ((chosen & property.choice) !== 0 && isSecondChoice(object, property, properties)) {
          visit.error('structure', `There is more than one ${property.element}.`, `.${property.name}`);
        }
        chosen |= property.choice;
      }
      if (!visit.enter(key)) return;
      checkProperty(value, property, object, visit);
      visit.leave();
    }
    if (count === 0 || (count === 1 && object['id'] !== undefined && !isResourceType(this.name))) {
      visit.error('invariant', 'An element has a value or children (ele-1).');
    }
    if (found !== (1 << this.#required.length) - 1) this.#noteMissing(found, visit);
    for (const rule of this.#rules) rule(object, visit);
  }

  #noteMissing(found: number, visit: Visit): void {
    for (const [bit, element] of this.#required.entries()) {
      if ((found & (1 << bit)) === 0)
        visit.error('required', `${element} is missing.`, `.${element.replace('[x]', '')}`);
    }
  }

  #compile(): ReadonlyMap<string, Property> {
    const elements = elementsOf(this.name);
    this.#required = elements.filter(({ isRequired }) => isRequired).map(({ name }) => name);
    const choices = elements.filter(({ name }) => name.endsWith('[x]')).map(({ name }) => name);
    const properties = new Map<string, Property>();
    if (isResourceType(this.name)) properties.set('resourceType', RESOURCE_TYPE);
    for (const element of elements) {
      const required = element.isRequired ? 1 << this.#required.indexOf(element.name) : 0;
      const choice = choices.includes(element.name) ? 1 << choices.indexOf(element.name) : 0;
      for (const type of element.types) {
        for (const property of propertiesOf(element, type, required, choice)) {
          properties.set(property.isCompanion ? `_${property.name}` : property.name, property);
        }
      }
    }
    return properties;
  }
}

function propertiesOf(
  element: ElementShape,
  type: ElementType,
  required: number,
  choice: number,
): Property[] {
  const name = choice === 0 ? element.name : element.name.slice(0, -3) + capitalised(type.name);
  const isPrimitive = primitiveCheck(type.name) !== undefined;
  const property: Property = {
    check: checkOf(type),
    isList: element.isList,
    element: element.name,
    name,
    required,
    choice,
    isPrimitive,
    isCompanion: false,
  };
  if (!isPrimitive) return [property];
  return [property, { ...property, check: checkOf(ELEMENT), isCompanion: true }];
}

/** Judged before the type is known. */
const RESOURCE_TYPE: Property = {
  check: () => undefined,
  isList: false,
  element: 'resourceType',
  name: 'resourceType',
  required: 0,
  choice: 0,
  isPrimitive: false,
  isCompanion: false,
};

const ELEMENT: ElementType = { name: 'Element', codes: null, targets: null };

function capitalised(typeName: string): string {
  const name = typeName === 'SimpleQuantity' ? 'Quantity' : typeName;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function checkOf(type: ElementType): ValueCheck {
  if (type.codes !== null) return codeOf(type.codes);
  const primitive = primitiveCheck(type.name);
  if (primitive !== undefined) return primitive;
  if (type.name === 'Resource') return checkContainedResource;
  const complex = complexType(type.name);
  const allowed = type.targets === null ? null : new Set(type.targets);
  const isReference = type.name === 'Reference';
  return (value, visit) => {
    if (!isObject(value)) {
      visit.error('structure', 'A JSON object belongs here.');
      return;
    }
    complex.check(value, visit);
    if (isReference) checkReference(value, allowed, visit);
  };
}

const complexTypes = new Map<string, ComplexType>();

function complexType(name: string): ComplexType {
  let type = complexTypes.get(name);
  if (type === undefined) complexTypes.set(name, (type = new ComplexType(name)));
  return type;
}

function noteUnknown(key: string, visit: Visit): void {
  if (!visit.enter(key)) return;
  visit.error('structure', 'R4 has no such element here.');
  visit.leave();
}

/** `valueString` and `_valueString` are one value. */
function isSecondChoice(
  object: JsonObject,
  property: Property,
  properties: ReadonlyMap<string, Property>,
): boolean {
  for (const key in object) {
    const other = properties.get(key);
    if (other !== undefined && other.choice === property.choice && other.name !== property.name) return true;
  }
  return false;
}

function checkProperty(value: unknown, property: Property, owner: JsonObject, visit: Visit): void {
  if (!property.isList) {
    if (Array.isArray(value)) visit.error('structure', 'A single value belongs here, not a list.');
    else property.check(value, visit);
    return;
  }
  if (!Array.isArray(value)) {
    visit.error('structure', 'A list belongs here.');
    return;
  }
  if (value.length === 0) visit.error('structure', 'A list is never empty.');
  for (let index = 0; index < value.length; index++) {
    if (!visit.enter(index)) return;
    if (value[index] !== null || !hasOtherHalf(property, owner, index)) property.check(value[index], visit);
    visit.leave();
  }
}

/** A null in a list of primitives holds the place of one that has only extensions, or none. */
function hasOtherHalf(property: Property, owner: JsonObject, index: number): boolean {
  if (!property.isPrimitive) return false;
  const other = owner[property.isCompanion ? property.name : `_${property.name}`];
  return Array.isArray(other) && other[index] !== null && other[index] !== undefined;
}

/** A resource inside of another: an entry of a Bundle, a parameter, or a contained one. */
function checkContainedResource(value: unknown, visit: Visit): void {
  checkResource(value, visit);
}

/** Checks any resource, with everything in it. */
export function checkResource(value: unknown, visit: Visit): void {
  if (!isObject(value)) {
    visit.error('structure', 'A resource is a JSON object.');
    return;
  }
  const type = value['resourceType'];
  if (typeof type !== 'string' || !isResourceType(type)) {
    visit.error('structure', 'The resourceType is none of R4.', '.resourceType');
    return;
  }
  const { bundle, container } = visit;
  if (type === 'Bundle') visit.bundle = indexBundle(value);
  visit.container = containerOf(value, type);
  complexType(type).check(value, visit);
  visit.bundle = bundle;
  visit.container = container;
}

function containerOf(resource: JsonObject, type: string): Container {
  const contained = new Map<string, string>();
  for (const { id, resourceType } of objectsIn(resource['contained'])) {
    if (typeof id === 'string' && typeof resourceType === 'string') contained.set(id, resourceType);
  }
  return { type, contained, mentioned: new Set(), resource };
}
