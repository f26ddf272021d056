import type { ClaimedDelivery } from '../../../../src/store/outbox/delivery.js';

/** A delivery in the hands of a worker, never tried before. */
export function claimedDelivery(id: string): ClaimedDelivery {
  return {
    id,
    tenant: 'default',
    destination: 'ward',
    reportId: id,
    version: 1,
    language: 'en',
    contentHash: 'h',
    state: 'sending',
    createdMs: 0,
    changedMs: 0,
    dueMs: 0,
    finishedMs: null,
    firstAttemptMs: null,
    attempts: {},
    lastOutcome: null,
    owner: 'w',
    claim: 1,
    interruptions: 0,
    progress: null,
  };
}
