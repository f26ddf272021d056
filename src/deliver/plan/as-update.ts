import type { PlannedRequest } from '../planned-request.js';

/**
 * Makes the update of a create whose resource is there already (`find` matched it).
 *
 * @param request a planned POST of one resource.
 * @param id that the server knows the resource by.
 */
export function asUpdate(request: PlannedRequest, id: string): PlannedRequest {
  return {
    ...request,
    method: 'PUT',
    // The condition of a create is none of an update.
    headers: {},
    entries: request.entries.map((entry) => ({ ...entry, method: 'PUT' })),
    path: `${request.path}/${id}`,
    // Bodies of creates have no id, and the text stays as it is otherwise.
    body: `{"id":${JSON.stringify(id)},${request.body.slice(1)}`,
    find: null,
  };
}
