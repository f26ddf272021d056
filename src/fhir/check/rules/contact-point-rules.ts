import type { JsonObject } from '../json-object.js';
import type { Visit } from '../visit.js';

/** cpt-2: whether a value is a telephone number or an address is said by its system. */
export function checkContactPoint({ value, system }: JsonObject, visit: Visit): void {
  if (value !== undefined && system === undefined) {
    visit.error('invariant', 'A contact value needs its system (cpt-2).', '.system');
  }
}
