import type { Behaviour, Issue, RefusalParts } from '../behaviour.js';
import { plain, plainOutcome, RETRY_AFTER_SECONDS } from './plain.js';

/** The wait stands in a header of its own (draft-ietf-httpapi-ratelimit-headers), not in Retry-After. */
function refuse(issue: Issue): RefusalParts {
  const limits = `"requests";r=5000;t=${RETRY_AFTER_SECONDS}, "fhirInteractions";r=0;t=${RETRY_AFTER_SECONDS}`;
  return {
    headers: issue.status === 429 ? { ratelimit: limits } : {},
    body: { ...plainOutcome(issue), id: issue.code },
  };
}

/** Medplum's hosted server, for an ordinary client of a project that has no transactions switched on. */
export const medplum: Behaviour = {
  ...plain,
  software: 'medplum',
  // It states transactions, and does them as batches where the project lacks the feature.
  statement: { ...plain.statement, updateCreate: false },
  transactions: 'as-batch',
  batchPlaceholders: true,
  upperCasePlaceholders: false,
  maxUpdates: 50,
  maxConditionalEntries: 8,
  updateCreate: false,
  idInConditionalBody: false,
  checksReferences: false,
  keepsUnchanged: true,
  entriesWithResource: true,
  refusals: {
    'too-many-entries': {
      status: 400,
      code: 'invalid',
      text: 'The transaction has more entries than allowed: %',
    },
    'client-id': { status: 404, code: 'not-found', text: 'Not found' },
    'unknown-id': { status: 404, code: 'not-found', text: 'Not found' },
    'several-to-update': {
      status: 400,
      code: 'invalid',
      text: 'Conditional request matched multiple resources',
    },
    'same-twice': { status: 400, code: 'invalid', text: 'Duplicate entity in bundle: %' },
  },
  refuse,
};

/** The same where the project has the feature `transaction-bundles`. */
export const medplumWithTransactions: Behaviour = { ...medplum, transactions: 'whole' };
