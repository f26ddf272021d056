import { OutcomeError } from '../../fhir/outcome.js';
import type { Deletion, ResourceVersion } from '../../store/store.js';

/** Parameters of a history (https://hl7.org/fhir/R4/http.html#history); `_cursor` is the server's own, from its links. */
export const historyParameters = ['_count', '_since', '_cursor'] as const;

/** A version, or the one that says that there is no more. */
export type Version = ResourceVersion | Deletion;

/** What a client wants of a history. */
export interface HistoryRequest {
  /** At most so many versions. */
  readonly count: number;
  /** Not older than this, in ms since the epoch; null: all. */
  readonly sinceMs: number | null;
  /** The version that the page before ended with; null: from the newest one on. */
  readonly after: string | null;
}

/** A part of a history. */
export interface HistoryPage {
  readonly versions: readonly Version[];
  /** Of all pages. */
  readonly total: number;
  /** Where the next page goes on; null: this is the last one. */
  readonly next: string | null;
}

const MAX_COUNT = 1000;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/**
 * Reads what is wanted.
 *
 * @param valueOf name → value; undefined when it is missing.
 * @throws OutcomeError 400.
 */
export function readHistoryRequest(
  valueOf: (name: (typeof historyParameters)[number]) => string | undefined,
): HistoryRequest {
  const count = valueOf('_count');
  const since = valueOf('_since');
  if (count !== undefined && !/^\d{1,9}$/.test(count)) throw bad('_count must be a whole number');
  if (since !== undefined && !(INSTANT.test(since) && Number.isFinite(Date.parse(since)))) {
    throw bad('_since must be an instant such as 2026-11-25T10:00:00Z, a plus sign in it written %2B');
  }
  return {
    count: Math.min(Number(count ?? MAX_COUNT), MAX_COUNT),
    sinceMs: since === undefined ? null : Date.parse(since),
    after: valueOf('_cursor') ?? null,
  };
}

/**
 * Takes a page out of a history.
 *
 * @param versions newest first.
 * @throws OutcomeError 400 when the cursor is none of this history.
 */
export function pageOf(versions: readonly Version[], { count, sinceMs, after }: HistoryRequest): HistoryPage {
  const wanted =
    sinceMs === null ? versions : versions.filter((version) => Date.parse(timeOf(version)) >= sinceMs);
  const start = after === null ? 0 : wanted.findIndex(({ versionId }) => versionId === after) + 1;
  if (after !== null && start === 0) throw bad('_cursor must be one that this server gave');
  const page = wanted.slice(start, start + count);
  const isLast = start + page.length >= wanted.length || page.length === 0;
  return { versions: page, total: wanted.length, next: isLast ? null : (page.at(-1)?.versionId ?? null) };
}

/** When it came to be: FHIR instant. */
export function timeOf(version: Version): string {
  return 'deletedAt' in version ? version.deletedAt : version.lastUpdated;
}

/** @param rule begins with the parameter's name. */
function bad(rule: string): OutcomeError {
  return new OutcomeError('bad-parameter', `Parameter ${rule}.`);
}
