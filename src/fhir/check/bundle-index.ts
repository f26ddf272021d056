import { isObject, objectsIn, type JsonObject } from './json-object.js';

/** What stands in a Bundle under which address. */
export interface BundleIndex {
  readonly type: unknown;
  /** fullUrl → resource type. */
  readonly types: ReadonlyMap<string, string>;
  /** Resource → its fullUrl. */
  readonly urls: ReadonlyMap<object, string>;
}

/** Reads the addresses of a Bundle before its content is checked: references may point forwards. */
export function indexBundle(bundle: JsonObject): BundleIndex {
  const types = new Map<string, string>();
  const urls = new Map<object, string>();
  for (const { fullUrl, resource } of objectsIn(bundle['entry'])) {
    if (typeof fullUrl !== 'string' || !isObject(resource)) continue;
    urls.set(resource, fullUrl);
    if (typeof resource['resourceType'] === 'string') types.set(fullUrl, resource['resourceType']);
  }
  return { type: bundle['type'], types, urls };
}
