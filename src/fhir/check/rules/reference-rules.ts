import { linkProblem } from '../primitives/credential-links.js';
import { isResourceType } from '../definitions.js';
import type { JsonObject } from '../json-object.js';
import type { Visit } from '../visit.js';

const RELATIVE = /^([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]{1,64}$/;
const TAIL = /\/([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]{1,64}$/;
const CONDITIONAL = /^([A-Z][A-Za-z]+)\?\S+$/;
const URN = /^urn:(?:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|oid:[0-2](?:\.(?:0|[1-9]\d*))+)$/;
const ABSOLUTE = /^(?!urn:(?:uuid|oid):)[a-z][a-z0-9+.-]*:\S+$/i;
const VERSION = /\/_history\/[A-Za-z0-9.-]{1,64}$/;
const STRUCTURE = 'http://hl7.org/fhir/StructureDefinition/';

/** Resources that are always in our own Bundles. Patient, encounter and order are the caller's and lie elsewhere. */
const MADE_HERE = new Set([
  'Device',
  'DiagnosticReport',
  'Media',
  'Observation',
  'Provenance',
  'QuestionnaireResponse',
]);

/**
 * Checks where a Reference leads: its form, that it resolves where it must, and that it may lead there
 * (https://hl7.org/fhir/R4/references.html, https://hl7.org/fhir/R4/bundle.html#references).
 *
 * @param allowed resource types that the element may refer to; null: any.
 */
export function checkReference(
  reference: JsonObject,
  allowed: ReadonlySet<string> | null,
  visit: Visit,
): void {
  const { reference: literal, type } = reference;
  const stated = typeof type === 'string' ? type.replace(STRUCTURE, '') : null;
  const found = typeof literal === 'string' ? targetType(literal, visit) : null;
  if (stated !== null && found !== null && stated !== found) {
    visit.error('value', 'The type is not that of the resource referred to.', '.type');
  }
  const target = found ?? stated;
  if (allowed === null || target === null || allowed.has(target)) return;
  const text = 'The element does not refer to resources of this type.';
  visit.error('value', text, found === null ? '.type' : '.reference');
}

/** Type of the resource that a literal reference leads to; null when it is unknown. */
function targetType(literal: string, visit: Visit): string | null {
  const address = literal.includes('/_history/') ? literal.replace(VERSION, '') : literal;
  const entry = entryType(address, visit);
  if (entry !== undefined) return entry;
  if (literal.startsWith('#')) return localType(literal, visit);
  const relative = RELATIVE.exec(address)?.[1];
  if (relative !== undefined) return outsideType(relative, visit);
  if (URN.test(address)) return unresolvedUrn(visit);
  const conditional = CONDITIONAL.exec(literal)?.[1];
  const isWritten = visit.bundle?.type === 'transaction' || visit.bundle?.type === 'batch';
  if (conditional !== undefined && isWritten) return outsideType(conditional, visit);
  if (!ABSOLUTE.test(literal)) {
    visit.error('value', 'A reference is Type/id, an absolute URI or #id.', '.reference');
    return null;
  }
  const secret = linkProblem(literal);
  if (secret !== null) visit.error(secret.code, secret.text, '.reference');
  const tail = TAIL.exec(address)?.[1];
  return tail !== undefined && isResourceType(tail) ? outsideType(tail, visit) : null;
}

/** Type of the entry that a reference leads to, in the Bundle around it. */
function entryType(address: string, { bundle, peers }: Visit): string | undefined {
  const isAbsolute = address.startsWith('urn:') || address.startsWith('http');
  return isAbsolute ? bundle?.typeAt(address) : peers?.get(address);
}

/** ref-1. `#` alone is the container. */
function localType(literal: string, visit: Visit): string | null {
  const { container } = visit;
  container?.contained?.mentioned.add(literal);
  if (literal === '#') return container?.type ?? null;
  const type = container?.contained?.types.get(literal.slice(1));
  if (type === undefined)
    visit.error('invariant', 'No contained resource has this id (ref-1).', '.reference');
  return type ?? null;
}

function outsideType(type: string, visit: Visit): string | null {
  if (!isResourceType(type)) {
    visit.error('value', 'R4 has no such resource type.', '.reference');
    return null;
  }
  if (visit.closed && visit.bundle !== null && MADE_HERE.has(type)) {
    visit.error('not-found', 'The Bundle does not hold the resource referred to.', '.reference');
  }
  return type;
}

/** A URN is no address: outside of its Bundle nobody can follow it. */
function unresolvedUrn(visit: Visit): null {
  if (visit.bundle !== null) {
    visit.error('not-found', 'The Bundle does not hold the resource referred to.', '.reference');
  } else visit.warning('not-found', 'A URN can only be resolved inside of a Bundle.', '.reference');
  return null;
}
