import { readTarget, versionOf, type Asked } from './asked.js';
import { Refusal } from './refusal.js';
import { isObject, isResource, objectsOf, type HeldResource } from './resource.js';

/** One entry of a Bundle that asks for something. */
export interface Entry extends Asked {
  readonly fullUrl: string | undefined;
}

/** Reads what each entry asks for; an entry that asks for nothing sensible is the refusal that it earns. */
export function readEntries(bundle: HeldResource): (Entry | Refusal)[] {
  return objectsOf(bundle['entry']).map((entry, index) => {
    try {
      return readEntry(entry);
    } catch (error) {
      if (error instanceof Refusal) return error.inEntry(index);
      throw error;
    }
  });
}

function readEntry({ fullUrl, resource, request }: Readonly<Record<string, unknown>>): Entry {
  if (!isObject(request)) throw new Refusal('no-request');
  const { method, url, ifNoneExist, ifMatch } = request;
  if (typeof method !== 'string' || typeof url !== 'string') throw new Refusal('no-request');
  const target = readTarget(url);
  const condition = typeof ifNoneExist === 'string' ? new URLSearchParams(ifNoneExist) : target.condition;
  return {
    method,
    type: target.type,
    id: target.id,
    condition,
    ifMatch: versionOf(typeof ifMatch === 'string' ? ifMatch : undefined),
    resource: isResource(resource) ? resource : undefined,
    fullUrl: typeof fullUrl === 'string' ? fullUrl : undefined,
  };
}
