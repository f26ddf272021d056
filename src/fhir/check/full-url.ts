import { isObject, type JsonObject } from './json-object.js';

/**
 * Where `Type/id` begins in the address of an entry, when it is of the usual form `<base>/Type/id`.
 *
 * @returns -1 when the address has another form, or does not end in type and id of the resource.
 */
export function pathStart({ fullUrl, resource }: JsonObject): number {
  if (typeof fullUrl !== 'string' || !fullUrl.startsWith('http') || !isObject(resource)) return -1;
  const { resourceType, id } = resource;
  if (typeof resourceType !== 'string' || typeof id !== 'string') return -1;
  const slash = fullUrl.length - id.length - 1;
  const start = slash - resourceType.length;
  const isUsual =
    fullUrl.charAt(start - 1) === '/' &&
    fullUrl.startsWith(resourceType, start) &&
    fullUrl.charAt(slash) === '/' &&
    fullUrl.endsWith(id);
  return isUsual ? start : -1;
}
