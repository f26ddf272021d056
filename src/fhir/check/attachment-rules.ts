import type { JsonObject } from './json-object.js';
import type { Visit } from './visit.js';

/** att-1: data cannot be read without knowing its type. */
export function checkAttachment({ data, contentType }: JsonObject, visit: Visit): void {
  if (data !== undefined && contentType === undefined) {
    visit.error('invariant', 'Inline data needs a contentType (att-1).', '.contentType');
  }
}
