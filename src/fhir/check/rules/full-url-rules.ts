import { isObject, objectsIn, type JsonObject } from '../json-object.js';
import type { Visit } from '../visit.js';

const UUID = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const OID = /^urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+$/;
const TAIL = /^https?:\/\/.*\/([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})$/;
const OTHER_URI = /^(?!urn:(?:uuid|oid):)[a-z][a-z0-9+.-]*:\S+$/i;

/** The addresses of a Bundle's entries (https://hl7.org/fhir/R4/bundle.html#references): absolute, true, used once. */
export function checkFullUrls(bundle: JsonObject, visit: Visit): void {
  const entries = objectsIn(bundle['entry']);
  const different = new Set<string>();
  let addresses = 0;
  let index = 0;
  for (const { fullUrl, resource } of entries) {
    const at = index++;
    if (typeof fullUrl !== 'string') continue;
    addresses++;
    different.add(fullUrl);
    if (visit.bundle?.hasUsualAddress(at) !== true)
      checkForm(fullUrl, resource, `.entry[${at}].fullUrl`, visit);
  }
  if (different.size < addresses && bundle['type'] !== 'history') checkRepeated(entries, visit);
}

/** bdl-7: one address comes again only with another version. */
function checkRepeated(entries: readonly JsonObject[], visit: Visit): void {
  const seen = new Map<unknown, Set<unknown>>();
  for (const [index, { fullUrl, resource }] of entries.entries()) {
    if (typeof fullUrl !== 'string') continue;
    const versions = seen.get(fullUrl) ?? new Set<unknown>();
    const version = versionOf(resource);
    if (versions.has(version)) {
      visit.error('duplicate', 'Two entries have one fullUrl (bdl-7).', `.entry[${index}].fullUrl`);
    }
    seen.set(fullUrl, versions.add(version));
  }
}

function checkForm(fullUrl: string, resource: unknown, at: string, visit: Visit): void {
  if (fullUrl.includes('/_history/')) {
    visit.error('invariant', 'A fullUrl names no version (bdl-8).', at);
  } else if (!UUID.test(fullUrl) && !OID.test(fullUrl) && !OTHER_URI.test(fullUrl)) {
    visit.error('value', 'A fullUrl is absolute; a UUID in it is in lower case.', at);
  } else if (isObject(resource)) checkTail(fullUrl, resource, at, visit);
}

/** An address that ends in `Type/id` is that of this type and this id. */
function checkTail(fullUrl: string, { resourceType, id }: JsonObject, at: string, visit: Visit): void {
  const [, type, tail] = TAIL.exec(fullUrl) ?? [];
  if (type === undefined || typeof resourceType !== 'string') return;
  if (type !== resourceType || (typeof id === 'string' && tail !== id)) {
    visit.error('value', 'The fullUrl names another type or id than the resource.', at);
  }
}

function versionOf(resource: unknown): unknown {
  const meta = isObject(resource) ? resource['meta'] : undefined;
  return isObject(meta) ? meta['versionId'] : undefined;
}
