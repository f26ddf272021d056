import type { Reference } from 'fhir/r4.js';

const RELATIVE = /^([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]{1,64}$/;

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
 * @throws BadReferenceParameter when the text is neither, or names another type.
 */
export function parseReferenceParameter(text: string, type: string): Reference {
  const trimmed = text.trim();
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
