import type { Behaviour, Issue, RefusalParts } from '../behaviour.js';
import { plain, plainOutcome } from './plain.js';

/** What its front answers with when a quota is used up: no FHIR, and nothing about how long to wait. */
function quotaExceeded(): RefusalParts {
  const error = { code: 429, message: 'Quota exceeded for fhir_write_ops.', status: 'RESOURCE_EXHAUSTED' };
  return { headers: {}, body: { error } };
}

function refuse(issue: Issue): RefusalParts {
  if (issue.situation === 'throttled') return quotaExceeded();
  const { text } = issue;
  const body = plainOutcome(issue);
  return {
    headers: {},
    body: { ...body, issue: [{ severity: 'error', code: issue.code, details: { text }, diagnostics: text }] },
  };
}

/** A FHIR store of Google's Cloud Healthcare API as it is made unless told otherwise: no ids of clients, references checked. */
export const google: Behaviour = {
  ...plain,
  software: 'Google Cloud Healthcare API',
  statement: { ...plain.statement, updateCreate: false },
  updateCreate: false,
  // Version 1 of the API searches by identifier only where a condition is concerned.
  conditions: ['identifier'],
  locations: 'absolute',
  refusals: {
    'client-id': { status: 404, code: 'not-found', text: 'resource_not_found: %' },
    'missing-target': { status: 400, code: 'value', text: 'reference_not_found: %' },
  },
  refuse,
};

/** The same made with `enableUpdateCreate`. */
export const googleWithUpdateCreate: Behaviour = {
  ...google,
  statement: { ...google.statement, updateCreate: true },
  updateCreate: true,
};
