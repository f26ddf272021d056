import { BundleIndex } from './bundle-index.js';
import { checkRequiredConcept } from './rules/coding-rules.js';
import { ComplexType } from './complex-type.js';
import { checkContained } from './rules/contained-rules.js';
import { isResourceType, type ElementType } from './definitions.js';
import { objectsIn, type JsonObject } from './json-object.js';
import type { ObjectCheck } from './property.js';
import { checkReference } from './rules/reference-rules.js';
import { SharedConceptCheck } from './shared-concepts.js';
import type { ContainedResources, Visit } from './visit.js';

const complexTypes = new Map<string, ComplexType>();

function complexType(name: string): ComplexType {
  const known = complexTypes.get(name);
  if (known !== undefined) return known;
  const type = new ComplexType(name, checkOf);
  complexTypes.set(name, type);
  return type;
}

const sharedConcepts = new Map(
  ['CodeableConcept', 'Coding'].map((name) => [name, new SharedConceptCheck(complexType(name))]),
);

/** The check of a complex type. */
function checkOf({ name, codes, targets }: ElementType, elementName: string): ObjectCheck {
  if (name === 'Resource')
    return { check: elementName === 'contained' ? checkContainedResource : checkResource };
  const type = complexType(name);
  if (name === 'Reference') return new ReferenceCheck(type, targets);
  if (codes !== null) return new RequiredConceptCheck(type, codes);
  return sharedConcepts.get(name) ?? type;
}

/** A Reference as an element has it: to some types of resource only. */
class ReferenceCheck implements ObjectCheck {
  readonly #type: ComplexType;
  readonly #allowed: ReadonlySet<string> | null;

  constructor(type: ComplexType, targets: readonly string[] | null) {
    this.#type = type;
    this.#allowed = targets === null ? null : new Set(targets);
  }

  check(object: JsonObject, visit: Visit): void {
    this.#type.check(object, visit);
    checkReference(object, this.#allowed, visit);
  }
}

/** A CodeableConcept whose value set is required. */
class RequiredConceptCheck implements ObjectCheck {
  readonly #type: ComplexType;
  readonly #codes: ReadonlySet<string>;

  constructor(type: ComplexType, codes: readonly string[]) {
    this.#type = type;
    this.#codes = new Set(codes);
  }

  check(object: JsonObject, visit: Visit): void {
    this.#type.check(object, visit);
    checkRequiredConcept(object, this.#codes, visit);
  }
}

/** Checks a resource with everything in it: the document itself, an entry of a Bundle, a parameter. */
export function checkResource(resource: JsonObject, visit: Visit): void {
  const type = typeOf(resource, visit);
  if (type === null) return;
  const { bundle, peers, container } = visit;
  const contained = containedIn(resource);
  visit.peers = bundle?.peersOf(visit.entryIndex());
  if (type.name === 'Bundle') visit.bundle = new BundleIndex(resource);
  visit.container = { type: type.name, resource, contained };
  type.check(resource, visit);
  if (contained !== null) checkContained(resource, contained, visit);
  visit.bundle = bundle;
  visit.peers = peers;
  visit.container = container;
}

/** A contained resource shares the references of its container. */
function checkContainedResource(resource: JsonObject, visit: Visit): void {
  const contained = visit.container?.contained;
  contained?.mentioned.delete('#');
  typeOf(resource, visit)?.check(resource, visit);
  if (contained?.mentioned.has('#') === true) contained.linkedBack.add(resource);
}

function typeOf(resource: JsonObject, visit: Visit): ComplexType | null {
  const type = resource['resourceType'];
  if (typeof type === 'string' && isResourceType(type)) return complexType(type);
  visit.error('structure', 'R4 has no resource of this resourceType.', '.resourceType');
  return null;
}

function containedIn(resource: JsonObject): ContainedResources | null {
  if (resource['contained'] === undefined) return null;
  const types = new Map<string, string>();
  for (const { id, resourceType: type } of objectsIn(resource['contained'])) {
    if (typeof id === 'string' && typeof type === 'string') types.set(id, type);
  }
  return { types, mentioned: new Set(), linkedBack: new Set() };
}
