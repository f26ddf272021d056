import { isObject, objectsIn, type JsonObject } from './json-object.js';
import type { Visit } from './visit.js';

const UUID = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const OID = /^urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+$/;
const HTTP = /^https?:\/\/[^\s/?#]+/;
const OTHER_URI = /^(?!urn:(?:uuid|oid):)[a-z][a-z0-9+.-]*:\S+$/i;

/** The addresses of a Bundle's entries (https://hl7.org/fhir/R4/bundle.html#references): absolute, true, used once. */
export function checkFullUrls(bundle: JsonObject, visit: Visit): void {
  const seen = new Set<string>();
  for (const [index, { fullUrl, resource }] of objectsIn(bundle['entry']).entries()) {
    if (typeof fullUrl !== 'string') continue;
    const at = `.entry[${index}].fullUrl`;
    checkForm(fullUrl, at, visit);
    const content = isObject(resource) ? resource : {};
    if (HTTP.test(fullUrl)) checkTail(fullUrl, content, at, visit);
    const key = bundle['type'] === 'history' ? '' : `${fullUrl} ${versionOf(content)}`;
    if (key !== '' && seen.has(key)) visit.error('duplicate', 'Two entries have one fullUrl (bdl-7).', at);
    seen.add(key);
  }
}

function checkForm(fullUrl: string, at: string, visit: Visit): void {
  if (fullUrl.includes('/_history/')) {
    visit.error('invariant', 'A fullUrl names no version (bdl-8).', at);
  } else if (!UUID.test(fullUrl) && !OID.test(fullUrl) && !OTHER_URI.test(fullUrl)) {
    visit.error('value', 'A fullUrl is absolute; a UUID in it is in lower case.', at);
  }
}

/** An address that ends in `Type/id` is that of this type and this id. */
function checkTail(fullUrl: string, { resourceType, id }: JsonObject, at: string, visit: Visit): void {
  const [, type, tail] = /\/([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})$/.exec(fullUrl) ?? [];
  if (type === undefined || typeof resourceType !== 'string') return;
  if (type !== resourceType || (typeof id === 'string' && tail !== id)) {
    visit.error('value', 'The fullUrl names another type or id than the resource.', at);
  }
}

function versionOf({ meta }: JsonObject): string {
  const version = isObject(meta) ? meta['versionId'] : undefined;
  return typeof version === 'string' ? version : '';
}
