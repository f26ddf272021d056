import type { Behaviour, Issue } from '../behaviour.js';
import type { RefusalForm } from '../situation.js';
import { plain } from './plain.js';

const processing = (status: number, text: string): RefusalForm => ({ status, code: 'processing', text });

/** HAPI writes all it has to say into diagnostics, with a number first. */
function outcome({ code, text }: Issue): Readonly<Record<string, unknown>> {
  return {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code, diagnostics: text }],
  };
}

/** What comes with each entry that was stored: information, not an error. */
function stored(isNew: boolean): unknown {
  const code = isNew ? 'SUCCESSFUL_UPDATE_AS_CREATE' : 'SUCCESSFUL_UPDATE';
  const system = 'https://hapifhir.io/fhir/CodeSystem/hapi-fhir-storage-response-code';
  return {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'information', code: 'informational', details: { coding: [{ system, code }] } }],
  };
}

/** HAPI FHIR JPA server 8.8 with its defaults; `npm run test:interop` holds it against the real one. */
export const hapi: Behaviour = {
  ...plain,
  software: 'HAPI FHIR Server',
  // It does more than it states: updates create, and batches are done.
  statement: { ...plain.statement, batch: false, updateCreate: null },
  numericIds: false,
  foreignReferences: false,
  keepsUnchanged: true,
  mergesLabels: true,
  collides: true,
  ids: 'number',
  entryEtag: (version) => version,
  entryOutcome: stored,
  refusals: {
    'wrong-media-type': processing(400, 'HAPI-0449: Request has another media type than FHIR content.'),
    'not-json': processing(400, 'HAPI-0450: HAPI-1861: Failed to parse JSON encoded FHIR content.'),
    'unknown-type': processing(404, "HAPI-0302: Unknown resource type '%'"),
    'unknown-id': processing(404, 'HAPI-2001: Resource % is not known'),
    deleted: processing(410, 'Resource was deleted: %'),
    'wrong-bundle': processing(400, 'HAPI-0527: Unable to process transaction where Bundle.type = %'),
    'no-request': processing(400, 'HAPI-0529: Bundle entry has missing or invalid HTTP verb'),
    'same-twice': processing(400, 'HAPI-0534: Transaction bundle contains multiple resources with ID: %'),
    'numeric-id': processing(400, 'HAPI-0960: Can not create resource with ID[%]: it is purely numeric'),
    'several-matches': processing(
      412,
      'HAPI-0958: Failed to CREATE resource with match URL "%": several match',
    ),
    'several-to-update': processing(412, 'HAPI-2207: Invalid match URL "%": several resources match'),
    'unknown-parameter': processing(400, 'HAPI-0524: Unknown search parameter "%"'),
    'stale-version': processing(409, 'HAPI-0550: HAPI-0989: The version of % is another one'),
    collision: processing(409, 'HAPI-0550: HAPI-0825: The operation has failed with a constraint failure: %'),
    'missing-target': processing(400, 'HAPI-1094: Resource % not found, specified in path: reference'),
    'unmatched-reference': processing(404, 'HAPI-1091: Invalid match URL "%": no resource matches'),
    'missing-placeholder': processing(400, 'HAPI-0541: Unable to satisfy placeholder ID %'),
    'foreign-reference': processing(400, 'HAPI-0507: Resource contains external reference to URL "%"'),
  },
  refuse: (issue) => ({ headers: {}, body: outcome(issue) }),
};
