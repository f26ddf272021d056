import type { ElementDefinitionConstraint } from 'fhir/r4.js';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { containedFindings, referenceFinding } from './contained.js';
import type { Finding } from './finding.js';
import { isObject, type JsonObject, resourceTypeOf } from './json-walk.js';
import { elementShapes } from './structure.js';

type Evaluate = (value: unknown, environment: Record<string, unknown>) => unknown;

/** A value with what must be known of it to evaluate its invariants. */
interface Node {
  value: unknown;
  /** Path of its element in a StructureDefinition (`Observation.component`) and the type it has there. */
  element: string;
  type: string;
  /** Where it is, for the reader. */
  path: string;
  /** `%resource` and `%rootResource`: they differ inside a contained resource only. */
  resource: JsonObject;
  root: JsonObject;
}

/**
 * Published expressions that cannot be run as they stand; `contained.ts` checks the same rules by own code.
 * dom-3 applies `as(canonical)` to all descendants at once, while `as` takes a single item by the FHIRPath specification: with
 * any contained resource the evaluation throws. ref-1 says `reference.startsWith('#').not() or …`, which is empty, not true,
 * for a Reference without `reference` (identifier or display alone), so every logical reference would be refused.
 */
const OWN_CODE = new Set(['dom-3', 'ref-1']);

const PRIMITIVE = /^[a-z]|^http:/;
const compiled = new Map<string, Evaluate>();

/**
 * Evaluates every FHIRPath invariant that R4 states for a resource and for each datatype and backbone element inside it,
 * down through contained resources and Bundle entries. An invariant holds when its result is exactly `true`.
 * Not evaluated: ele-1 of primitives, which says that a primitive has a value (the JSON schema sees a null or an empty one).
 */
export function validateInvariants(resource: unknown): Finding[] {
  const type = resourceTypeOf(resource);
  if (type === undefined || !isObject(resource))
    throw new TypeError('not a resource: it has no resourceType');
  return [...visit({ value: resource, element: type, type, path: type, resource, root: resource })];
}

function* visit(node: Node): Generator<Finding> {
  const { value, element, type } = node;
  const keys = new Set<string>();
  // The element states its own rules and, in its snapshot, those of its type; the type's own shape has the children.
  for (const shape of new Set([elementShapes().get(element), elementShapes().get(type)])) {
    for (const constraint of shape?.constraints ?? []) {
      if (keys.has(constraint.key) || OWN_CODE.has(constraint.key)) continue;
      keys.add(constraint.key);
      yield* evaluate(constraint, node);
    }
  }
  if (!isObject(value)) return;
  if (type === 'Reference') yield* referenceFinding(value, node.path, node.root);
  if (resourceTypeOf(value) !== undefined) yield* containedFindings(value, node.path);
  yield* visitChildren(value, node);
}

function* visitChildren(value: JsonObject, node: Node): Generator<Finding> {
  const structural = node.type === 'BackboneElement' || node.type === 'Element';
  const shape = elementShapes().get(structural ? node.element : node.type);
  for (const [name, member] of Object.entries(value)) {
    const child = shape?.children.get(name);
    if (child === undefined) continue;
    const list: unknown[] = Array.isArray(member) ? member : [member];
    for (const [index, item] of list.entries()) {
      const path = `${node.path}.${name}${Array.isArray(member) ? `[${index}]` : ''}`;
      yield* visit(childNode(item, { ...child, path }, node, name));
    }
  }
}

function childNode(
  value: unknown,
  at: Pick<Node, 'element' | 'type' | 'path'>,
  parent: Node,
  name: string,
): Node {
  const type = resourceTypeOf(value);
  if (type === undefined || !isObject(value))
    return { ...parent, value, element: at.element, type: at.type, path: at.path };
  const root = name === 'contained' ? parent.resource : value;
  return { value, element: type, type, path: at.path, resource: value, root };
}

function* evaluate(constraint: ElementDefinitionConstraint, node: Node): Generator<Finding> {
  if (constraint.expression === undefined || (PRIMITIVE.test(node.type) && constraint.key === 'ele-1'))
    return;
  const base = node.type === 'BackboneElement' || PRIMITIVE.test(node.type) ? node.element : node.type;
  const id = `${base}\n${constraint.expression}`;
  let run = compiled.get(id);
  if (run === undefined) {
    // Without a traceFn, trace() inside an invariant prints to the console.
    const expression = forUnicode(constraint.expression);
    run = fhirpath.compile({ base, expression }, r4, { traceFn: () => undefined });
    compiled.set(id, run);
  }
  const value = node.type === 'xhtml' ? withoutXmlLang(node.value) : node.value;
  const result = run(value, { resource: node.resource, rootResource: node.root });
  if (Array.isArray(result) && result.length === 1 && result[0] === true) return;
  yield {
    validator: 'invariants',
    severity: constraint.severity === 'error' ? 'error' : 'warning',
    path: node.path,
    text: `${constraint.key}: ${constraint.human}`,
  };
}

/** Rewrites what JavaScript refuses in the patterns of eld-19 (`\\'`, `\\:`) and eld-20 (`[x])`) under the `u` flag that FHIRPath asks for. */
function forUnicode(expression: string): string {
  return expression.replace(/\\\\(?=\\'|[:@])/g, '').replaceAll('\\\\[x])', '\\\\[x\\\\])');
}

/** R4 asks for `xml:lang` beside `lang` (https://hl7.org/fhir/R4/narrative.html#lang); fhirpath's htmlChecks() allows no prefix. */
function withoutXmlLang(div: unknown): unknown {
  return typeof div === 'string' ? div.replace(/ xml:lang="[^"]*"/g, '') : div;
}
