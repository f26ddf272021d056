import type { JsonObject } from '../json-object.js';
import type { Visit } from '../visit.js';

const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:/;

/** https://hl7.org/fhir/R4/datatypes.html#Identifier: the system is an absolute URI; a URI as a value is one. */
export function checkIdentifier({ system, value }: JsonObject, visit: Visit): void {
  if (typeof system !== 'string') return;
  if (!SCHEME.test(system))
    visit.error('value', 'The system of an identifier is an absolute URI.', '.system');
  else if (system === 'urn:ietf:rfc:3986' && typeof value === 'string' && !SCHEME.test(value)) {
    visit.warning('value', 'The identifier claims to be a URI and is none.', '.value');
  }
}
