import type { Behaviour, Issue, RefusalParts } from '../behaviour.js';

/** An OperationOutcome with one issue in R4's plainest form. */
export function plainOutcome({ code, text, expression }: Issue): Readonly<Record<string, unknown>> {
  const where = expression === undefined ? {} : { expression: [expression] };
  return {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code, details: { text }, ...where }],
  };
}

/** How long every receiver here asks to wait, in its own form. */
export const RETRY_AFTER_SECONDS = 2;

/** `Retry-After` in seconds with what asks to wait (RFC 9110 §10.2.3). */
export function retryAfterSeconds({ status }: Issue): Readonly<Record<string, string>> {
  return status === 429 || status === 503 ? { 'retry-after': String(RETRY_AFTER_SECONDS) } : {};
}

function refuse(issue: Issue): RefusalParts {
  return { headers: retryAfterSeconds(issue), body: plainOutcome(issue) };
}

/** A server that does all that R4 describes; every other is told by how it differs. */
export const plain: Behaviour = {
  software: 'Plain FHIR R4 server',
  statement: {
    transaction: true,
    batch: true,
    updateCreate: true,
    conditionalCreate: true,
    conditionalUpdate: true,
  },
  transactions: 'whole',
  batches: 'all',
  batchPlaceholders: false,
  upperCasePlaceholders: true,
  maxEntries: null,
  maxUpdates: null,
  maxConditionalEntries: null,
  interactions: null,
  updateCreate: true,
  numericIds: true,
  conditionalCreate: 'honoured',
  conditionalUpdate: true,
  conditions: ['identifier', '_id', '_tag'],
  idInConditionalBody: true,
  checksReferences: true,
  foreignReferences: true,
  conditionalReferences: true,
  keepsUnchanged: false,
  mergesLabels: false,
  collides: false,
  ids: 'uuid',
  answersWithResource: true,
  entriesWithResource: false,
  locations: 'relative',
  entryEtag: (version) => `W/"${version}"`,
  entryOutcome: undefined,
  check: () => null,
  refusals: {},
  refuse,
};
