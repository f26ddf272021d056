import { indexBundle } from './bundle-index.js';
import { checkRequiredConcept } from './coding-rules.js';
import { ComplexType } from './complex-type.js';
import { checkContained } from './contained-rules.js';
import { isResourceType, type ElementType } from './definitions.js';
import { isObject, objectsIn, type JsonObject } from './json-object.js';
import { codeOf, primitiveCheck } from './primitives.js';
import type { ValueCheck } from './property.js';
import { checkReference } from './references.js';
import type { Container, Visit } from './visit.js';

const complexTypes = new Map<string, ComplexType>();

function complexType(name: string): ComplexType {
  const known = complexTypes.get(name);
  if (known !== undefined) return known;
  const type = new ComplexType(name, checkOf);
  complexTypes.set(name, type);
  return type;
}

/** The check of an element's type. */
function checkOf({ name, codes, targets }: ElementType, elementName: string): ValueCheck {
  const primitive = primitiveCheck(name);
  if (primitive !== undefined) return codes === null ? primitive : codeOf(codes);
  if (name === 'Resource') return elementName === 'contained' ? checkContainedResource : checkResource;
  const type = complexType(name);
  if (name === 'Reference') {
    const allowed = targets === null ? null : new Set(targets);
    return ofObject((value, visit) => {
      type.check(value, visit);
      checkReference(value, allowed, visit);
    });
  }
  if (codes === null)
    return ofObject((value, visit) => {
      type.check(value, visit);
    });
  const bound = new Set(codes);
  return ofObject((value, visit) => {
    type.check(value, visit);
    checkRequiredConcept(value, bound, visit);
  });
}

function ofObject(check: (value: JsonObject, visit: Visit) => void): ValueCheck {
  return (value, visit) => {
    if (isObject(value)) check(value, visit);
    else visit.error('structure', 'A JSON object belongs here.');
  };
}

/** Checks a resource with everything in it: the document itself, an entry of a Bundle, a parameter. */
export function checkResource(value: unknown, visit: Visit): void {
  const type = resourceType(value, visit);
  if (type === null || !isObject(value)) return;
  const { bundle, peers, container } = visit;
  visit.peers = bundle?.peers.get(value);
  if (type === 'Bundle') visit.bundle = indexBundle(value);
  visit.container = containerOf(value, type);
  complexType(type).check(value, visit);
  if (value['contained'] !== undefined) checkContained(visit.container, visit);
  visit.bundle = bundle;
  visit.peers = peers;
  visit.container = container;
}

/** A contained resource shares the references of its container. */
function checkContainedResource(value: unknown, visit: Visit): void {
  const type = resourceType(value, visit);
  if (type === null || !isObject(value)) return;
  const { container } = visit;
  container?.mentioned.delete('#');
  complexType(type).check(value, visit);
  if (container?.mentioned.has('#') === true) container.linkedBack.add(value);
}

function resourceType(value: unknown, visit: Visit): string | null {
  if (!isObject(value)) {
    visit.error('structure', 'A resource is a JSON object.');
    return null;
  }
  const type = value['resourceType'];
  if (typeof type === 'string' && isResourceType(type)) return type;
  visit.error('structure', 'R4 has no resource of this resourceType.', '.resourceType');
  return null;
}

function containerOf(resource: JsonObject, type: string): Container {
  const contained = new Map<string, string>();
  for (const { id, resourceType: inner } of objectsIn(resource['contained'])) {
    if (typeof id === 'string' && typeof inner === 'string') contained.set(id, inner);
  }
  return { type, contained, mentioned: new Set(), linkedBack: new Set(), resource };
}
