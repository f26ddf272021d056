import type { Basic, Reference } from 'fhir/r4.js';
import { check } from './check/check.js';

/** `.` and `..` fit R4's pattern of ids, but a URL that ends in them names something else (RFC 3986, section 5.2.4). */
const RELATIVE = /^([A-Z][A-Za-z]+)\/(?!\.\.?$)[A-Za-z0-9.-]{1,64}$/;

/** A `subject`- or `encounter`-like parameter that names nothing. */
export class BadReferenceParameter extends TypeError {
  constructor(type: string) {
    super(`must be system|value, ${type}/id or an absolute http(s) URL that ends in ${type}/id`);
    this.name = 'BadReferenceParameter';
  }
}

/**
 * Reads how a caller names a resource that this service does not hold: a business identifier (FHIR token syntax,
 * https://hl7.org/fhir/R4/search.html#token) or a reference.
 *
 * @param text `system|value`, `|value`, `Patient/123` or `https://ehr.example/fhir/Patient/123`.
 * @param type the resource type that is meant, e.g. `Patient`.
 * @returns a logical reference (`type` + `identifier`) or a literal one.
 * @throws BadReferenceParameter when the text is neither, names another type, or holds what may not leave in a resource.
 */
export function parseReferenceParameter(text: string, type: string): Reference {
  const reference = parse(text.trim(), type);
  // What the self-check would refuse in every resource is the caller's mistake, and is said before anything is translated.
  const smallest: Basic = { resourceType: 'Basic', code: { text: 'reference' }, subject: reference };
  if (check(smallest).some(({ severity }) => severity === 'error')) throw new BadReferenceParameter(type);
  return reference;
}

function parse(trimmed: string, type: string): Reference {
  if (trimmed.includes('|')) return logicalReference(trimmed, type);
  const tail = /^https?:\/\/[^\s?#]+\/([^/\s?#]+\/[^/\s?#]+)$/.exec(trimmed)?.[1] ?? trimmed;
  if (RELATIVE.exec(tail)?.[1] !== type) throw new BadReferenceParameter(type);
  return { reference: trimmed, type };
}

function logicalReference(token: string, type: string): Reference {
  const bar = token.indexOf('|');
  const system = token.slice(0, bar);
  const value = token.slice(bar + 1).trim();
  const isAbsoluteUri = /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(system);
  if (value === '' || (system !== '' && !isAbsoluteUri)) throw new BadReferenceParameter(type);
  return { type, identifier: system === '' ? { value } : { system, value } };
}
