import type { JsonObject } from '../../fhir/check/json-object.js';
import type { PlannedRequest } from '../planned-request.js';
import type { SentEntry } from '../sent-entry.js';
import { hasIdentifier, ownSearch } from './condition.js';
import { linked, type LinkForm } from './links.js';
import { addressOf, type PlanResource } from './plan-resource.js';
import type { Held } from './withdrawn.js';
import { without } from './without.js';

/** What requests are made for: the ids that a server uses, and everything that a report has. */
export interface WrittenForm extends Pick<LinkForm, 'ids' | 'ours'> {
  /** Where the server is known to have a resource, by our `Type/id`; nothing new is made of those. */
  readonly places: ReadonlyMap<string, Pick<Held, 'place' | 'etag'>>;
}

/** One Bundle that writes resources, in the order given (https://hl7.org/fhir/R4/http.html#transaction). */
export function bundleRequest(
  type: 'transaction' | 'batch',
  resources: readonly PlanResource[],
  form: WrittenForm,
): PlannedRequest {
  const { ids, ours } = form;
  const within = type === 'transaction' ? new Set(resources.map(addressOf)) : null;
  const entry = resources.map((resource) => ({
    fullUrl: `urn:uuid:${resource.id}`,
    resource: bodyOf(resource, form),
    request: {
      method: 'PUT',
      url: targetOf(resource, form),
      ...(etagOf(resource, form) === null ? {} : { ifMatch: etagOf(resource, form) }),
    },
  }));
  const { text, open } = linked(JSON.stringify({ resourceType: 'Bundle', type, entry }), {
    ids,
    ours,
    within,
  });
  return {
    interaction: type,
    method: 'POST',
    path: '',
    headers: {},
    body: text,
    entries: resources.map((resource, index) => sentEntry(resource, 'PUT', index, form)),
    find: null,
    open,
  };
}

/** Where a resource belongs: where it is known to be, under our id, or where its identifier is found. */
function targetOf(resource: PlanResource, { ids, places }: WrittenForm): string {
  const place = places.get(addressOf(resource))?.place;
  return place ?? (ids === 'ours' ? addressOf(resource) : ownSearch(resource));
}

/** With an id in the body a server must compare it with the one it finds: R4 lets it refuse, and Medplum does. */
function bodyOf(resource: PlanResource, { ids, places }: WrittenForm): JsonObject {
  const [, id] = places.get(addressOf(resource))?.place.split('/') ?? [];
  if (id !== undefined) return { ...resource, id };
  return ids === 'ours' ? resource : without(resource, 'id');
}

/**
 * One resource that is written where it belongs: under its id there, or where its identifier is found
 * (https://hl7.org/fhir/R4/http.html#cond-update). Either may be repeated.
 */
export function putRequest(resource: PlanResource, form: WrittenForm): PlannedRequest {
  const etag = etagOf(resource, form);
  return {
    ...requestOfOne('PUT', resource, form),
    path: targetOf(resource, form),
    headers: etag === null ? {} : { 'if-match': etag },
    find: null,
  };
}

/**
 * One resource that is created, unless a search finds it; or the server does, in the moment of creating
 * (https://hl7.org/fhir/R4/http.html#ccreate). Who does not know that condition ignores it; Google refuses any but on identifiers.
 */
export function createRequest(resource: PlanResource, ours: ReadonlySet<string>): PlannedRequest {
  const form: WrittenForm = { ids: 'theirs', ours, places: new Map() };
  const find = ownSearch(resource);
  const [path = '', condition = ''] = find.split('?', 2);
  const headers = hasIdentifier(resource) ? { 'if-none-exist': condition } : {};
  return { ...requestOfOne('POST', resource, form), headers, path, find };
}

function requestOfOne(
  method: 'PUT' | 'POST',
  resource: PlanResource,
  form: WrittenForm,
): Omit<PlannedRequest, 'path' | 'find'> {
  const { text, open } = linked(JSON.stringify(bodyOf(resource, form)), { ...form, within: null });
  return {
    interaction: 'resource',
    method,
    headers: {},
    body: text,
    entries: [sentEntry(resource, method, 0, form)],
    open,
  };
}

function sentEntry(resource: PlanResource, method: string, index: number, form: WrittenForm): SentEntry {
  const { resourceType: type, id } = resource;
  return { index, method, type, id, ...(etagOf(resource, form) === null ? {} : { isGuarded: true }) };
}

/** The version that is written over; null: whichever is there (https://hl7.org/fhir/R4/http.html#concurrency). */
function etagOf(resource: PlanResource, { places }: WrittenForm): string | null {
  return places.get(addressOf(resource))?.etag ?? null;
}
