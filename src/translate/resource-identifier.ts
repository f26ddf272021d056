import type { Identifier } from 'fhir/r4.js';
import { ownSystems } from './codings.js';

/** A resource's first identifier: the same value as its id, so that servers that give their own ids can find it. */
export function resourceIdentifier(id: string): Identifier {
  return { system: ownSystems.resource, value: id };
}
