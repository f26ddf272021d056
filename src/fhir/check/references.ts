import type { JsonObject } from './json-object.js';
import { isResourceType } from './definitions.js';
import type { Visit } from './visit.js';

const RELATIVE = /^([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/;

/** @param allowed resource types that the element may point to; null: any. */
export function checkReference(
  reference: JsonObject,
  allowed: ReadonlySet<string> | null,
  visit: Visit,
): void {
  const literal = reference['reference'];
  if (typeof literal !== 'string') return;
  const type = RELATIVE.exec(literal)?.[1] ?? visit.bundle?.types.get(literal);
  if (type === undefined) return;
  if (!isResourceType(type)) visit.error('value', 'There is no such resource type.', '.reference');
  else if (allowed !== null && !allowed.has(type)) {
    visit.error(
      'value',
      'The reference points to a type of resource that is not allowed here.',
      '.reference',
    );
  }
}
