import { isResourceType } from '../../fhir/check/definitions.js';
import { Refusal } from './refusal.js';
import type { HeldResource } from './resource.js';

/** What a request, or an entry of a Bundle, asks for. */
export interface Asked {
  readonly method: string;
  /** Resource type of the URL. */
  readonly type: string;
  readonly id: string | undefined;
  /** The search that says which resource is meant: of the URL, or of `If-None-Exist`. */
  readonly condition: URLSearchParams | undefined;
  /** Version that the resource must have. */
  readonly ifMatch: string | undefined;
  readonly resource: HeldResource | undefined;
}

/** R4's form of a type, an id, and no more. */
const PATH = /^([A-Z][A-Za-z]{2,50})(?:\/([A-Za-z0-9\-.]{1,64}))?$/;

/**
 * Reads a URL below the base.
 *
 * @param url e.g. `Observation/1` or `Observation?identifier=a%7Cb`.
 * @throws Refusal when it is neither.
 */
export function readTarget(url: string): Pick<Asked, 'type' | 'id' | 'condition'> {
  const [path = '', query] = url.split('?', 2);
  const [, type = '', id] = PATH.exec(path) ?? [];
  if (!isResourceType(type)) throw new Refusal('unknown-type', path);
  return {
    type,
    id,
    condition: query === undefined || query === '' ? undefined : new URLSearchParams(query),
  };
}

/** `W/"3"` and `"3"` as `3`. */
export function versionOf(etag: string | undefined): string | undefined {
  return etag?.replace(/^W\//, '').replace(/^"(.*)"$/, '$1');
}
