import { isObject, objectsIn, type JsonObject } from '../json-object.js';
import type { Visit } from '../visit.js';

/** What the entries of a batch or transaction ask for (https://hl7.org/fhir/R4/http.html#transaction). */
export function checkRequests(bundle: JsonObject, visit: Visit): void {
  if (bundle['type'] !== 'transaction' && bundle['type'] !== 'batch') return;
  const written = new Set<string>();
  for (const [index, { request, resource }] of objectsIn(bundle['entry']).entries()) {
    if (!isObject(request) || typeof request['url'] !== 'string') continue;
    const { method, url } = request;
    const at = `.entry[${index}].request.url`;
    const isWrite = method === 'PUT' || method === 'POST';
    if (isWrite && !isObject(resource)) {
      visit.error('required', 'A PUT or POST has a resource.', `.entry[${index}].resource`);
    } else if (isObject(resource) && isWrite) checkTarget(method, url, resource, at, visit);
    if (method !== 'PUT') continue;
    if (written.has(url)) visit.error('duplicate', 'Two entries write the same resource.', at);
    written.add(url);
  }
}

function checkTarget(
  method: 'PUT' | 'POST',
  url: string,
  { resourceType, id }: JsonObject,
  at: string,
  visit: Visit,
): void {
  const [, type, target] =
    /^(?:https?:\/\/[^?#]+\/)?([A-Z][A-Za-z]+)(?:\/([^/?#]+))?(?:\?.*)?$/.exec(url) ?? [];
  if (typeof resourceType !== 'string' || type === undefined) return;
  if (type !== resourceType)
    visit.error('value', 'The request writes another type than the resource has.', at);
  else if (method === 'PUT' && target !== undefined && target !== id) {
    visit.error('value', 'The request writes another id than the resource has.', at);
  }
}
