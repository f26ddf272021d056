import { z } from 'zod';
import type { Row } from '../database.js';
import { numberOf, numberOrNull, textOf, textOrNull } from '../row.js';
import type { ClaimedDelivery, Delivery, DeliveryState } from './delivery.js';

/** Columns that a delivery is read from. */
export const DELIVERY_COLUMNS =
  'id, tenant, destination, report_id, version, language, content_hash, state, created_at, changed_at, due_at, finished_at, ' +
  'first_attempt_at, attempts, last_outcome';

/** Columns that a claim is read from. What only a worker needs may be large. */
export const CLAIM_COLUMNS = `${DELIVERY_COLUMNS}, owner, claims, interruptions, progress`;

/** What makes rows be of the same report and destination: those of `other` with those of `one`. */
export function sameLane(one: string, other: string): string {
  return ['tenant', 'report_id', 'destination']
    .map((name) => `${other}.${name} = ${one}.${name}`)
    .join(' and ');
}

const stateSchema: z.ZodType<DeliveryState> = z.enum([
  'waiting',
  'sending',
  'delivered',
  'superseded',
  'dead',
  'discarded',
  'cancelled',
]);

const attemptsSchema = z.record(z.string(), z.number());

export function stateOf(row: Row): DeliveryState {
  return stateSchema.parse(row['state']);
}

export function deliveryIn(row: Row): Delivery {
  return {
    id: textOf(row, 'id'),
    tenant: textOf(row, 'tenant'),
    destination: textOf(row, 'destination'),
    reportId: textOf(row, 'report_id'),
    version: numberOf(row, 'version'),
    language: textOf(row, 'language'),
    contentHash: textOf(row, 'content_hash'),
    state: stateOf(row),
    createdMs: numberOf(row, 'created_at'),
    changedMs: numberOf(row, 'changed_at'),
    dueMs: numberOf(row, 'due_at'),
    finishedMs: numberOrNull(row, 'finished_at'),
    firstAttemptMs: numberOrNull(row, 'first_attempt_at'),
    attempts: attemptsSchema.parse(JSON.parse(textOf(row, 'attempts'))),
    lastOutcome: textOrNull(row, 'last_outcome'),
  };
}

export function claimedIn(row: Row): ClaimedDelivery {
  return {
    ...deliveryIn(row),
    owner: textOf(row, 'owner'),
    claim: numberOf(row, 'claims'),
    interruptions: numberOf(row, 'interruptions'),
    progress: textOrNull(row, 'progress'),
  };
}
