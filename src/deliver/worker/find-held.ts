import { isObject, type JsonObject } from '../../fhir/check/json-object.js';
import { ownSearch, searchedToken } from '../plan/condition.js';
import { addressOf, type PlanResource } from '../plan/plan-resource.js';
import { idsOf, type ProfileName } from '../plan/profile.js';
import { IN_ERROR, type Held, type Withdrawn } from '../plan/withdrawn.js';
import type { Answer, AnswerHeaders } from '../send/answer.js';
import { carries } from './carries.js';
import { readMatch, type Unmatched } from './find-match.js';

/** Reads below a destination's base. */
export type Get = (path: string) => Promise<Answer>;

/** It is not there, or is there no more (https://hl7.org/fhir/R4/http.html#read). */
const ABSENT: ReadonlySet<number> = new Set([404, 410]);
/** It may not be read, which says nothing of whether it may be written. */
const UNREADABLE: ReadonlySet<number> = new Set([403, 405]);

/** As R4 writes versions in headers; what is none of these is not repeated to anybody. */
const ETAG = /^(?:W\/)?"[A-Za-z0-9\-.]{1,64}"$/;

/** Why nobody knows what is there. */
export type Unclear =
  | { readonly kind: 'several'; readonly resource: PlanResource }
  | Extract<Unmatched, { readonly answer: Answer }>;

/**
 * Finds out what a destination has of that which a report has no more: only what is there is withdrawn, and nothing is made.
 *
 * @returns by our `Type/id`; a search or an answer that says nothing ends it and is given instead.
 */
export async function findHeld(
  { resources }: Pick<Withdrawn, 'resources'>,
  profile: ProfileName,
  get: Get,
): Promise<ReadonlyMap<string, Held> | Unclear> {
  const held = new Map<string, Held>();
  // The one document is written anew as a whole.
  if (profile === 'document') return held;
  for (const resource of resources) {
    const place = idsOf(profile) === 'ours' ? addressOf(resource) : await placeOf(resource, get);
    if (place === null) continue;
    if (typeof place === 'object') return place;
    const answer = await get(place);
    if (answer.kind === 'unanswered') return { kind: 'unanswered', answer };
    if (ABSENT.has(answer.status)) continue;
    const stored = answer.status === 200 ? resourceIn(answer.body, resource) : null;
    if (stored === null && !UNREADABLE.has(answer.status)) return { kind: 'unanswered', answer };
    // What somebody else has put in its place is not ours to withdraw.
    if (stored !== null && !carries(stored, searchedToken(ownSearch(resource)))) continue;
    const isInError = stored?.['status'] === IN_ERROR;
    held.set(addressOf(resource), { place, isInError, stored, etag: etagOf(stored, answer.headers) });
  }
  return held;
}

function resourceIn(body: unknown, { resourceType }: PlanResource): JsonObject | null {
  return isObject(body) && body['resourceType'] === resourceType ? body : null;
}

/** The header says it, or the resource does (https://hl7.org/fhir/R4/http.html#versioning). */
function etagOf(stored: JsonObject | null, { etag }: AnswerHeaders): string | null {
  if (stored === null) return null;
  if (etag !== undefined && ETAG.test(etag)) return etag;
  const { versionId } = isObject(stored['meta']) ? stored['meta'] : {};
  const said = typeof versionId === 'string' ? `W/"${versionId}"` : '';
  return ETAG.test(said) ? said : null;
}

/** Where a server that gives its own ids has a resource; null: nowhere. */
async function placeOf(resource: PlanResource, get: Get): Promise<string | null | Unclear> {
  const search = ownSearch(resource);
  const match = readMatch(search, await get(search));
  switch (match.kind) {
    case 'none':
      return null;
    case 'one':
      return match.reference;
    case 'several':
      return { ...match, resource };
    case 'inexact':
    case 'unanswered':
      return match;
  }
}
