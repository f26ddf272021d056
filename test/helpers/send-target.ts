import type { PlannedRequest } from '../../src/deliver/planned-request.js';
import type { SendTarget } from '../../src/deliver/send/sender.js';
import type { SentEntry } from '../../src/deliver/sent-entry.js';

/** A destination as sending to it sees it. */
export function sendTarget(baseUrl: string, changes: Partial<SendTarget> = {}): SendTarget {
  return {
    baseUrl,
    headers: {},
    auth: { kind: 'none' },
    tls: {},
    isPrivate: false,
    hasTrailingSlash: false,
    timeoutMs: 20_000,
    concurrency: 4,
    ...changes,
  };
}

const entries: readonly SentEntry[] = [
  { index: 0, method: 'PUT', type: 'Media', id: 'm1' },
  { index: 1, method: 'PUT', type: 'DiagnosticReport', id: 'r1' },
];

/** A transaction of two entries. */
export const plannedTransaction: PlannedRequest = {
  interaction: 'transaction',
  method: 'POST',
  path: '',
  headers: {},
  body: '{"resourceType":"Bundle","type":"transaction","entry":[{"value":1.50}]}',
  entries,
  find: null,
  open: [],
};

export const plannedBatch: PlannedRequest = { ...plannedTransaction, interaction: 'batch' };

/** One resource under our id. */
export const plannedResource: PlannedRequest = {
  ...plannedTransaction,
  interaction: 'resource',
  method: 'PUT',
  path: 'Media/m1',
  body: '{"resourceType":"Media","id":"m1"}',
  entries: entries.slice(0, 1),
};
