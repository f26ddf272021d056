import { BundleIndex } from './bundle-index.js';
import { checkRequiredConcept } from './coding-rules.js';
import { ComplexType } from './complex-type.js';
import { checkContained } from './contained-rules.js';
import { isResourceType, type ElementType } from './definitions.js';
import { isObject, objectsIn, type JsonObject } from './json-object.js';
import type { ComplexCheck } from './property.js';
import { checkReference } from './references.js';
import type { ContainedResources, Visit } from './visit.js';

const complexTypes = new Map<string, ComplexType>();

function complexType(name: string): ComplexType {
  const known = complexTypes.get(name);
  if (known !== undefined) return known;
  const type = new ComplexType(name, checkOf);
  complexTypes.set(name, type);
  return type;
}

/** The check of a complex type. */
function checkOf({ name, codes, targets }: ElementType, elementName: string): ComplexCheck {
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

function ofObject(check: (value: JsonObject, visit: Visit) => void): ComplexCheck {
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
  const contained = containedIn(value);
  visit.peers = bundle?.peersOf(value);
  if (type === 'Bundle') visit.bundle = new BundleIndex(value);
  visit.container = { type, resource: value, contained };
  complexType(type).check(value, visit);
  if (contained !== null) checkContained(value, contained, visit);
  visit.bundle = bundle;
  visit.peers = peers;
  visit.container = container;
}

/** A contained resource shares the references of its container. */
function checkContainedResource(value: unknown, visit: Visit): void {
  const type = resourceType(value, visit);
  if (type === null || !isObject(value)) return;
  const contained = visit.container?.contained;
  contained?.mentioned.delete('#');
  complexType(type).check(value, visit);
  if (contained?.mentioned.has('#') === true) contained.linkedBack.add(value);
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

function containedIn(resource: JsonObject): ContainedResources | null {
  if (resource['contained'] === undefined) return null;
  const types = new Map<string, string>();
  for (const { id, resourceType: type } of objectsIn(resource['contained'])) {
    if (typeof id === 'string' && typeof type === 'string') types.set(id, type);
  }
  return { types, mentioned: new Set(), linkedBack: new Set() };
}
