import type { Finding } from './finding.js';
import { isObject, type JsonObject, objectsIn } from './json-walk.js';

/** ref-1 (R4 Reference): a `#id` reference names a resource contained in the root resource; a bare `#` is the root itself. */
export function* referenceFinding(value: JsonObject, path: string, root: JsonObject): Generator<Finding> {
  const { reference } = value;
  if (typeof reference !== 'string' || !reference.startsWith('#') || reference === '#') return;
  if (!containedIds(root).includes(reference.slice(1))) {
    yield error(path, 'ref-1: SHALL have a contained resource if a local reference is provided');
  }
}

/** dom-3 (R4 DomainResource): a contained resource is referred to from its container, or refers to it by `#`. */
export function* containedFindings(resource: JsonObject, path: string): Generator<Finding> {
  const contained: unknown[] = Array.isArray(resource['contained']) ? resource['contained'] : [];
  const used = new Set(uriStringsIn(resource));
  for (const [index, inner] of contained.entries()) {
    const id = isObject(inner) ? inner['id'] : undefined;
    if (typeof id === 'string' && used.has(`#${id}`)) continue;
    if ([...uriStringsIn(inner)].includes('#')) continue;
    yield error(
      `${path}.contained[${index}]`,
      'dom-3: a contained resource SHALL be referred to from elsewhere in the resource',
    );
  }
}

function containedIds(root: JsonObject): unknown[] {
  const contained: unknown[] = Array.isArray(root['contained']) ? root['contained'] : [];
  return contained.map((inner) => (isObject(inner) ? inner['id'] : undefined));
}

/** Local references can stand in Reference.reference and in any canonical, uri or url: in JSON, a string that starts with `#`. */
function* uriStringsIn(value: unknown): Generator<string> {
  for (const { value: object } of objectsIn(value, '')) {
    for (const member of Object.values(object).flat()) {
      if (typeof member === 'string' && member.startsWith('#')) yield member;
    }
  }
}

function error(path: string, text: string): Finding {
  return { validator: 'invariants', severity: 'error', path, text };
}
