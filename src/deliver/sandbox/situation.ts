/** Status, R4 issue type, and a sentence of this receiver's own; `%` stands for what it is about. */
export interface RefusalForm {
  readonly status: number;
  readonly code: string;
  readonly text: string;
}

const form = (status: number, code: string, text: string): RefusalForm => ({ status, code, text });

/**
 * Everything for which a receiver refuses, and what most of them answer (https://hl7.org/fhir/R4/http.html). A behaviour says where
 * its server differs.
 */
export const situations = {
  unauthorised: form(401, 'login', 'Authentication is required.'),
  throttled: form(429, 'throttled', 'Too many requests.'),
  unavailable: form(503, 'transient', 'The server is being maintained.'),
  'not-acceptable': form(406, 'not-supported', 'Only JSON can be had.'),
  'wrong-media-type': form(415, 'not-supported', 'Only JSON is read.'),
  'too-large': form(413, 'too-long', 'The body is too long.'),
  'not-json': form(400, 'structure', 'The body is not JSON.'),
  'not-a-resource': form(400, 'structure', 'The body is not a resource of that type.'),
  'unknown-type': form(404, 'not-supported', 'Unknown resource type %.'),
  'unknown-id': form(404, 'not-found', '% is not known.'),
  deleted: form(410, 'deleted', '% was deleted.'),
  'not-supported': form(405, 'not-supported', '% is not supported.'),
  'wrong-bundle': form(400, 'invalid', 'Cannot process a Bundle of type %.'),
  'wrong-in-batch': form(422, 'not-supported', '% cannot be in a batch.'),
  'no-request': form(400, 'required', 'An entry has no request.'),
  'too-many-entries': form(400, 'too-costly', 'Too many entries: %.'),
  'same-twice': form(400, 'invalid', 'Two entries are about %.'),
  'client-id': form(404, 'not-found', '% is not known, and clients choose no ids.'),
  'numeric-id': form(400, 'invalid', '%: clients cannot choose an id that is a number.'),
  'id-in-body': form(400, 'invalid', 'A conditional update must not have an id in the body.'),
  'several-matches': form(412, 'multiple-matches', 'Several resources match %.'),
  'several-to-update': form(412, 'multiple-matches', 'Several resources match %.'),
  'unknown-parameter': form(400, 'not-supported', 'Cannot search for %.'),
  'stale-version': form(412, 'conflict', '% has another version.'),
  collision: form(409, 'conflict', 'Somebody else is writing %.'),
  'missing-target': form(400, 'not-found', '% does not exist.'),
  'unmatched-reference': form(400, 'not-found', 'Nothing matches %.'),
  'missing-placeholder': form(400, 'not-found', 'No entry has the fullUrl %.'),
  'foreign-reference': form(400, 'invalid', '% is on another server.'),
  'modifier-extension': form(422, 'extension', 'Modifier extensions are not supported.'),
  'missing-element': form(422, 'required', '% is required.'),
  'business-rule': form(422, 'business-rule', '% is not taken.'),
} as const satisfies Record<string, RefusalForm>;

/** Why a receiver refuses. */
export type Situation = keyof typeof situations;
