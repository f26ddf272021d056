import { OutcomeError } from '../../fhir/outcome.js';
import { DEFAULT_COUNT, MAX_COUNT } from '../../search/paging.js';
import type { HistoryPart } from '../../store/store.js';

/** Parameters of a history (https://hl7.org/fhir/R4/http.html#history); `_cursor` is the server's own, from its links. */
export const historyParameters = ['_count', '_since', '_cursor'] as const;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/**
 * Reads what is wanted; pages are as long as those of searches, for each version is a whole resource.
 *
 * @param valueOf name → value; undefined when it is missing.
 * @throws OutcomeError 400.
 */
export function readHistoryRequest(
  valueOf: (name: (typeof historyParameters)[number]) => string | undefined,
): HistoryPart {
  const count = valueOf('_count');
  const since = valueOf('_since');
  const cursor = valueOf('_cursor');
  if (count !== undefined && !/^\d{1,9}$/.test(count)) throw bad('_count must be a whole number');
  if (since !== undefined && !(INSTANT.test(since) && Number.isFinite(Date.parse(since)))) {
    throw bad('_since must be an instant such as 2026-11-25T10:00:00Z, a plus sign in it written %2B');
  }
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor))
    throw bad('_cursor must be one that this server gave');
  return {
    count: Math.min(Number(count ?? DEFAULT_COUNT), MAX_COUNT),
    sinceMs: since === undefined ? null : Date.parse(since),
    after: cursor === undefined ? null : Number(cursor),
  };
}

/** @param rule begins with the parameter's name. */
function bad(rule: string): OutcomeError {
  return new OutcomeError('bad-parameter', `Parameter ${rule}.`);
}
