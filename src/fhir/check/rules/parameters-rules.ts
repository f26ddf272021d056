import type { JsonObject } from '../json-object.js';
import type { Visit } from '../visit.js';

/** inv-1: a parameter is a value, a resource or parts. */
export function checkParameter(parameter: JsonObject, visit: Visit): void {
  let contents = 0;
  let value = '';
  for (const key in parameter) {
    if (parameter[key] === undefined) continue;
    const name = key.startsWith('_') ? key.slice(1) : key;
    if (name === 'resource' || name === 'part') contents++;
    else if (name.startsWith('value') && name !== value) {
      contents++;
      value = name;
    }
  }
  if (contents !== 1) visit.error('invariant', 'A parameter is one value, one resource or parts (inv-1).');
}
