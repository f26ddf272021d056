import { hashOf } from '../content-hash.js';
import type { Row, SqlValue } from '../database.js';
import { insertRows } from '../insert-rows.js';
import { numberOf, textOf } from '../row.js';
import type { Writing } from '../write-versions.js';
import { stateOf } from './delivery-row.js';
import type { DeliveryState, Enqueued } from './delivery.js';
import { retryDelivery } from './retry-delivery.js';

/** A report's content and who is to have it. */
export interface ToEnqueue {
  readonly reportId: string;
  readonly language: string;
  readonly contentHash: string;
  /** Version id of its DiagnosticReport. */
  readonly reportVersion: string | null;
  /** Names of destinations. */
  readonly deliverTo: readonly string[];
  /** Whether they get what they have already, or have refused. */
  readonly always: boolean;
  /** Whether what was given up is sent again: somebody asks for this very delivery. */
  readonly retriesDead?: boolean;
}

/** What is known of an earlier delivery of the report to the same destination. */
interface Earlier {
  readonly id: string;
  readonly version: number;
  readonly state: DeliveryState;
  readonly contentHash: string;
  /** Whether it may have been sent. */
  readonly wasSent: boolean;
}

/** So many hex digits tell deliveries apart, and make an id of FHIR's alphabet. */
const DIGITS = 32;

/**
 * Makes a delivery for each destination that does not have, or is not about to get, this content. What waits with older content
 * is superseded.
 */
export async function enqueue(writing: Writing, report: ToEnqueue): Promise<readonly Enqueued[]> {
  const destinations = [...new Set(report.deliverTo)];
  if (destinations.length === 0) return [];
  const known = await earlierDeliveries(writing, report.reportId);
  const rows: SqlValue[][] = [];
  const enqueued: Enqueued[] = [];
  for (const destination of destinations) {
    const earlier = known.get(destination) ?? [];
    const same = await deliveryOf(writing, report, earlier);
    if (same === undefined) {
      const version = (earlier.at(-1)?.version ?? 0) + 1;
      const id = idOf([writing.tenant, destination, report.reportId, version]);
      rows.push(newRow(writing, report, destination, { id, version }));
      enqueued.push({ destination, deliveryId: id, isNew: true });
    } else {
      const isNew = report.retriesDead === true && (await isSentAgain(writing, same));
      enqueued.push({ destination, deliveryId: same.id, isNew });
    }
  }
  await insertRows(writing.queries, NEW_ROW, rows);
  return enqueued;
}

const NEW_ROW =
  'delivery (id, tenant, destination, report_id, version, language, content_hash, report_version, state, created_at, changed_at, ' +
  'due_at, attempts, claims, interruptions)';

function newRow(
  { tenant, nowMs }: Writing,
  { reportId, language, contentHash, reportVersion }: ToEnqueue,
  destination: string,
  { id, version }: Pick<Earlier, 'id' | 'version'>,
): SqlValue[] {
  const whatAndWhere = [id, tenant, destination, reportId, version, language, contentHash, reportVersion];
  return [...whatAndWhere, 'waiting', nowMs, nowMs, nowMs, '{}', 0, 0];
}

function idOf(key: readonly (string | number)[]): string {
  return hashOf(JSON.stringify(key)).slice(0, DIGITS);
}

/** Of every destination, the oldest first. */
async function earlierDeliveries(
  { queries, tenant }: Writing,
  reportId: string,
): Promise<ReadonlyMap<string, readonly Earlier[]>> {
  const rows = await queries.all(
    `select destination, id, version, state, content_hash, claims from delivery
      where tenant = $1 and report_id = $2 order by version`,
    [tenant, reportId],
  );
  const known = new Map<string, Earlier[]>();
  for (const row of rows) {
    const destination = textOf(row, 'destination');
    known.set(destination, [...(known.get(destination) ?? []), earlierIn(row)]);
  }
  return known;
}

function earlierIn(row: Row): Earlier {
  return {
    id: textOf(row, 'id'),
    version: numberOf(row, 'version'),
    state: stateOf(row),
    contentHash: textOf(row, 'content_hash'),
    wasSent: numberOf(row, 'claims') > 0 || stateOf(row) === 'delivered',
  };
}

/**
 * The delivery that stands for this content; what waits with other content is superseded. Content that may have been sent after
 * it makes a new delivery necessary; content that was never sent does not.
 */
async function deliveryOf(
  writing: Writing,
  { contentHash, always }: ToEnqueue,
  earlier: readonly Earlier[],
): Promise<Earlier | undefined> {
  const waiting = earlier.find(({ state }) => state === 'waiting');
  if (waiting?.contentHash === contentHash) return waiting;
  const isTooLate = waiting !== undefined && !(await supersede(writing, waiting.id));
  const sent = earlier.filter((one) => one.wasSent || (one === waiting && isTooLate));
  const last = sent.at(-1);
  if (always || last?.contentHash !== contentHash) return undefined;
  return last.state === 'cancelled' || last.state === 'superseded' ? undefined : last;
}

/** @returns false when it was not given up. */
async function isSentAgain({ queries, tenant, nowMs }: Writing, { id, state }: Earlier): Promise<boolean> {
  const wasGivenUp = state === 'dead' || state === 'discarded';
  return wasGivenUp && (await retryDelivery(queries, tenant, id, nowMs)) === 'retried';
}

/** @returns false when a worker was faster. */
async function supersede({ queries, nowMs }: Writing, id: string): Promise<boolean> {
  const changed = await queries.run(
    `update delivery set state = 'superseded', changed_at = $2, finished_at = $2, progress = null
      where id = $1 and state = 'waiting'`,
    [id, nowMs],
  );
  return changed > 0;
}
