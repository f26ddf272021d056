import type { PlannedRequest } from '../planned-request.js';
import type { SentEntry } from '../sent-entry.js';
import { ownSearch } from './condition.js';
import { linkedIn, type LinkForm } from './links.js';
import { addressOf, type PlanResource } from './plan-resource.js';
import { without } from './without.js';

/** What requests are made for: the ids that a server uses, and everything in the plan. */
export type RequestForm = Pick<LinkForm, 'ids' | 'ours'>;

/** One Bundle that writes resources, in the order given (https://hl7.org/fhir/R4/http.html#transaction). */
export function bundleRequest(
  type: 'transaction' | 'batch',
  resources: readonly PlanResource[],
  { ids, ours }: RequestForm,
): PlannedRequest {
  const within = type === 'transaction' ? new Set(resources.map(addressOf)) : null;
  const linked = linkedIn(resources, { ids, ours, within });
  const entry = linked.resources.map((resource) => ({
    fullUrl: `urn:uuid:${resource.id}`,
    // With an id in the body a server must compare it with the one it finds: R4 lets it refuse, and Medplum does.
    resource: ids === 'ours' ? resource : without(resource, 'id'),
    request: { method: 'PUT', url: ids === 'ours' ? addressOf(resource) : ownSearch(resource) },
  }));
  return {
    interaction: type,
    method: 'POST',
    path: '',
    headers: {},
    body: JSON.stringify({ resourceType: 'Bundle', type, entry }),
    entries: resources.map((resource, index) => sentEntry(resource, 'PUT', index)),
    find: null,
    open: linked.open,
  };
}

/**
 * One resource that is written where it belongs: under our id, or where its identifier is found
 * (https://hl7.org/fhir/R4/http.html#cond-update). Either may be repeated.
 */
export function putRequest(resource: PlanResource, form: RequestForm): PlannedRequest {
  const isOurs = form.ids === 'ours';
  const path = isOurs ? addressOf(resource) : ownSearch(resource);
  return { ...requestOfOne('PUT', resource, form), path, find: null };
}

/** One resource that is created, unless a search finds it. */
export function createRequest(resource: PlanResource, ours: ReadonlySet<string>): PlannedRequest {
  const form: RequestForm = { ids: 'theirs', ours };
  return { ...requestOfOne('POST', resource, form), path: resource.resourceType, find: ownSearch(resource) };
}

function requestOfOne(
  method: 'PUT' | 'POST',
  resource: PlanResource,
  { ids, ours }: RequestForm,
): Omit<PlannedRequest, 'path' | 'find'> {
  const { resources, open } = linkedIn([resource], { ids, ours, within: null });
  const [written = resource] = resources;
  return {
    interaction: 'resource',
    method,
    headers: {},
    body: JSON.stringify(ids === 'ours' ? written : without(written, 'id')),
    entries: [sentEntry(resource, method, 0)],
    open,
  };
}

function sentEntry({ resourceType, id }: PlanResource, method: string, index: number): SentEntry {
  return { index, method, type: resourceType, id };
}
