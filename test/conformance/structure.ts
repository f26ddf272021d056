import type { ElementDefinition, ElementDefinitionConstraint, StructureDefinition } from 'fhir/r4.js';
import { r4StructureDefinitions } from './definitions.js';

/** Where in R4 an element is defined, and one type it may have there. */
export interface ElementUse {
  element: string;
  type: string;
}

/** What the invariant walker needs of one element of R4, taken from a StructureDefinition's snapshot. */
export interface ElementShape {
  constraints: ElementDefinitionConstraint[];
  /** JSON property name → element path and type; a choice element gives one name per type (`valueQuantity`). */
  children: Map<string, ElementUse>;
}

let shapes: Map<string, ElementShape> | undefined;

/** The shapes of all R4 datatypes and resources by element path: `Observation`, `Observation.component`, `Quantity`, … */
export function elementShapes(): Map<string, ElementShape> {
  if (shapes === undefined) {
    shapes = new Map();
    for (const name of ['profiles-types', 'profiles-resources'] as const) {
      for (const definition of r4StructureDefinitions(name)) {
        // profiles on a type (vital signs on Observation) have the type's paths and other rules.
        if (definition.derivation !== 'constraint') add(definition, shapes);
      }
    }
  }
  return shapes;
}

function add(definition: StructureDefinition, into: Map<string, ElementShape>): void {
  for (const element of definition.snapshot?.element ?? []) {
    into.set(element.path, { constraints: element.constraint ?? [], children: new Map() });
    const parent = into.get(element.path.slice(0, Math.max(0, element.path.lastIndexOf('.'))));
    if (parent !== undefined) for (const [name, child] of namesOf(element)) parent.children.set(name, child);
  }
}

function namesOf(element: ElementDefinition): [string, ElementUse][] {
  const name = element.path.slice(element.path.lastIndexOf('.') + 1);
  // A contentReference (Bundle.entry.link → #Bundle.link) borrows the children of another element.
  if (element.contentReference !== undefined) {
    return [[name, { element: element.contentReference.replace(/^#/, ''), type: 'BackboneElement' }]];
  }
  return (element.type ?? []).map(({ code }) => {
    const typed = name.endsWith('[x]')
      ? name.replace('[x]', code.charAt(0).toUpperCase() + code.slice(1))
      : name;
    return [typed, { element: element.path, type: code }];
  });
}
