import { z } from 'zod';
import type { Row } from '../database.js';
import { numberOf, numberOrNull, textOf, textOrNull } from '../row.js';
import type { ClaimedIntake, Intake, IntakeState } from './intake.js';

/** Columns that an intake is read from. */
export const INTAKE_COLUMNS =
  'id, tenant, handle, locale, destinations, always, state, created_at, changed_at, due_at, finished_at, attempts, problem, report_id, ' +
  'delivery_ids, owner, claims';

const stateSchema: z.ZodType<IntakeState> = z.enum(['waiting', 'working', 'done', 'failed', 'cancelled']);
const namesSchema = z.array(z.string());

export function intakeIn(row: Row): Intake {
  return {
    id: textOf(row, 'id'),
    tenant: textOf(row, 'tenant'),
    locale: textOrNull(row, 'locale'),
    destinations: namesSchema.parse(JSON.parse(textOf(row, 'destinations'))),
    always: numberOf(row, 'always') === 1,
    state: stateSchema.parse(row['state']),
    createdMs: numberOf(row, 'created_at'),
    changedMs: numberOf(row, 'changed_at'),
    dueMs: numberOf(row, 'due_at'),
    finishedMs: numberOrNull(row, 'finished_at'),
    attempts: numberOf(row, 'attempts'),
    problem: textOrNull(row, 'problem'),
    reportId: textOrNull(row, 'report_id'),
    deliveryIds: namesSchema.parse(JSON.parse(textOf(row, 'delivery_ids'))),
  };
}

export function claimedIntakeIn(row: Row): ClaimedIntake {
  return {
    ...intakeIn(row),
    handle: textOf(row, 'handle'),
    owner: textOf(row, 'owner'),
    claim: numberOf(row, 'claims'),
  };
}

/** The row of a claim that is not lost: `$1` is its id, `$2` its owner, `$3` its number. */
export const CLAIMED_INTAKE = `id = $1 and owner = $2 and claims = $3 and state = 'working'`;
