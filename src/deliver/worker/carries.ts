import { isObject, objectsIn, type JsonObject } from '../../fhir/check/json-object.js';
import type { SearchedToken } from '../plan/condition.js';

/** Whether a resource says itself that it has the identifier or tag that a search asks for. */
export function carries(
  resource: JsonObject,
  { parameter, system, value }: Omit<SearchedToken, 'type'>,
): boolean {
  if (parameter === '_tag') {
    const { meta } = resource;
    return (
      isObject(meta) &&
      objectsIn(meta['tag']).some((tag) => tag['system'] === system && tag['code'] === value)
    );
  }
  const { identifier } = resource;
  // A QuestionnaireResponse has one, not a list.
  const identifiers = isObject(identifier) ? [identifier] : objectsIn(identifier);
  return identifiers.some((one) => one['system'] === system && one['value'] === value);
}
