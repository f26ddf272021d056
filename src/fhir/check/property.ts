import type { ElementShape, ElementType } from './definitions.js';
import type { JsonObject } from './json-object.js';
import { primitiveCheck, type PrimitiveCheck } from './primitives/primitives.js';
import { codeOf } from './primitives/text-primitives.js';
import type { Visit } from './visit.js';

/** Checks one object, with everything in it. */
export interface ObjectCheck {
  check(object: JsonObject, visit: Visit): void;
}

/** Gives the check of a complex type, as an element of a certain name has it. */
export type CheckOf = (type: ElementType, elementName: string) => ObjectCheck;

/** A JSON property of a type. */
export interface Property {
  /** As in JSON, e.g. `_status`. */
  readonly key: string;
  /** Without `_`. */
  readonly name: string;
  /** The element that it belongs to: `valueQuantity` and `_valueString` belong to `value[x]`. */
  readonly element: string;
  readonly isList: boolean;
  /** Judges a primitive value where it stands; null when the values are complex. */
  readonly primitive: PrimitiveCheck | null;
  /** Goes down into a complex value; null when the values are primitive. */
  readonly complex: ObjectCheck | null;
  /** The other half of a primitive in a list: `given` and `_given` go together. */
  readonly otherHalf: string | null;
  /** One bit for each required element of the type; 0 for others. */
  readonly required: number;
  /** One bit for each choice of the type; 0 for others. */
  readonly choice: number;
  /** What came behind it the last time: most objects of a type have the same members in the same order. */
  follower: Property | null;
}

/** The JSON properties of a type by name, and its required elements in the order of their bits. */
export interface Properties {
  readonly byName: ReadonlyMap<string, Property>;
  readonly required: readonly string[];
}

/** id and extensions of a primitive. */
const ELEMENT: ElementType = { name: 'Element', codes: null, targets: null };

/** Turns elements into JSON properties: a choice into one for each type, a primitive into two (`status`, `_status`). */
export function propertiesOf(elements: readonly ElementShape[], checkOf: CheckOf): Properties {
  const required = elements.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  const choices = elements.filter(isChoice).map(({ name }) => name);
  const byName = new Map<string, Property>();
  for (const element of elements) {
    for (const type of element.types) {
      const name = jsonName(element, type);
      const primitive = primitiveOf(type);
      const property: Property = {
        key: name,
        name,
        element: element.name,
        isList: element.isList,
        primitive,
        complex: primitive === null ? checkOf(type, element.name) : null,
        otherHalf: primitive === null ? null : `_${name}`,
        required: element.isRequired ? 1 << required.indexOf(element.name) : 0,
        choice: isChoice(element) ? 1 << choices.indexOf(element.name) : 0,
        follower: null,
      };
      byName.set(name, property);
      if (primitive === null) continue;
      byName.set(`_${name}`, {
        ...property,
        key: `_${name}`,
        primitive: null,
        complex: checkOf(ELEMENT, name),
        otherHalf: name,
      });
    }
  }
  return { byName, required };
}

function primitiveOf({ name, codes }: ElementType): PrimitiveCheck | null {
  const check = primitiveCheck(name) ?? null;
  return check === null || codes === null ? check : codeOf(codes);
}

function isChoice({ name }: ElementShape): boolean {
  return name.endsWith('[x]');
}

/** The JSON property of an element with a value of one of its types: `value[x]` of type Quantity is `valueQuantity`, and so it is of type SimpleQuantity. */
export function jsonName(element: ElementShape, type: ElementType): string {
  if (!isChoice(element)) return element.name;
  const suffix = type.name === 'SimpleQuantity' ? 'Quantity' : type.name;
  return element.name.slice(0, -'[x]'.length) + suffix.charAt(0).toUpperCase() + suffix.slice(1);
}
