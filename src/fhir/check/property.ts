import type { ElementShape, ElementType } from './definitions.js';
import { primitiveCheck } from './primitives.js';
import type { Visit } from './visit.js';

/** Checks one value, not a list. */
export type ValueCheck = (value: unknown, visit: Visit) => void;

/** Gives the check of a type, as an element of a certain name has it. */
export type CheckOf = (type: ElementType, elementName: string) => ValueCheck;

/** A JSON property of a type. */
export interface Property {
  /** Without `_`. */
  readonly name: string;
  /** The element that it belongs to: `valueQuantity` and `_valueString` belong to `value[x]`. */
  readonly element: string;
  readonly check: ValueCheck;
  readonly isList: boolean;
  readonly isPrimitive: boolean;
  /** Whether this is the `_` property, with id and extensions of a primitive. */
  readonly isCompanion: boolean;
  /** One bit for each required element of the type; 0 for others. */
  readonly required: number;
  /** One bit for each choice of the type; 0 for others. */
  readonly choice: number;
}

/** The JSON properties of a type by name, and its required elements in the order of their bits. */
export interface Properties {
  readonly byName: ReadonlyMap<string, Property>;
  readonly required: readonly string[];
}

const ELEMENT: ElementType = { name: 'Element', codes: null, targets: null };

/** Turns elements into JSON properties: a choice into one for each type, a primitive into two (`status`, `_status`). */
export function propertiesOf(elements: readonly ElementShape[], checkOf: CheckOf): Properties {
  const required = elements.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  const choices = elements.filter(isChoice).map(({ name }) => name);
  const byName = new Map<string, Property>();
  for (const element of elements) {
    for (const type of element.types) {
      const isPrimitive = primitiveCheck(type.name) !== undefined;
      const name = isChoice(element)
        ? element.name.slice(0, -'[x]'.length) + suffix(type.name)
        : element.name;
      const property: Property = {
        name,
        element: element.name,
        check: checkOf(type, element.name),
        isList: element.isList,
        isPrimitive,
        isCompanion: false,
        required: element.isRequired ? 1 << required.indexOf(element.name) : 0,
        choice: isChoice(element) ? 1 << choices.indexOf(element.name) : 0,
      };
      byName.set(name, property);
      if (isPrimitive)
        byName.set(`_${name}`, { ...property, check: checkOf(ELEMENT, name), isCompanion: true });
    }
  }
  return { byName, required };
}

function isChoice({ name }: ElementShape): boolean {
  return name.endsWith('[x]');
}

/** `valueQuantity` is the name for simple quantities, too. */
function suffix(typeName: string): string {
  const name = typeName === 'SimpleQuantity' ? 'Quantity' : typeName;
  return name.charAt(0).toUpperCase() + name.slice(1);
}
