import { hashOf } from '../content-hash.js';
import type { Queries } from '../database.js';
import { textOf } from '../row.js';
import { INTAKE_COLUMNS, intakeIn } from './intake-row.js';
import type { Accepted, Intake, IntakeRequest } from './intake.js';

/** What is asked, where and when. */
export interface Accepting {
  readonly tenant: string;
  /** For the intake, if it is a new one. */
  readonly newId: string;
  readonly request: IntakeRequest;
  readonly nowMs: number;
}

/** See the intakes' `accept`. @param queries of a transaction. */
export async function acceptIntake(queries: Queries, accepting: Accepting): Promise<Accepted> {
  const { tenant, newId, request } = accepting;
  const waiting = await sameThatWaits(queries, tenant, request);
  const keyed = await useKey(queries, accepting, waiting ?? newId);
  if (keyed === null) return { kind: 'other-body' };
  if (keyed === newId) {
    await insertIntake(queries, accepting);
    return { kind: 'accepted', intake: newIntake(accepting) };
  }
  const [row] = await queries.all(`select ${INTAKE_COLUMNS} from intake where id = $1`, [keyed]);
  // Keys and intakes are forgotten together; should one be gone before the other, it is asked for anew.
  if (row === undefined) throw new TypeError('an idempotency key names an intake that is gone');
  return { kind: 'repeated', intake: intakeIn(row) };
}

/**
 * Notes what a key was used for.
 *
 * @returns the id of the intake that it stands for; null when it was used for something else.
 */
async function useKey(
  queries: Queries,
  { tenant, request: { idempotency }, nowMs }: Accepting,
  intakeId: string,
): Promise<string | null> {
  if (idempotency === null) return intakeId;
  const keyHash = hashOf(idempotency.key);
  const isNew = await queries.run(
    `insert into idempotency_key (tenant, key_hash, body_hash, intake_id, used_at) values ($1, $2, $3, $4, $5)
      on conflict (tenant, key_hash) do nothing`,
    [tenant, keyHash, idempotency.bodyHash, intakeId, nowMs],
  );
  if (isNew > 0) return intakeId;
  const [row] = await queries.all(
    'select body_hash, intake_id from idempotency_key where tenant = $1 and key_hash = $2',
    [tenant, keyHash],
  );
  if (row === undefined || row['body_hash'] !== idempotency.bodyHash) return null;
  return textOf(row, 'intake_id');
}

/** What waits will be fetched after this request came, so that it answers this one too. What is being fetched does not. */
async function sameThatWaits(
  queries: Queries,
  tenant: string,
  request: IntakeRequest,
): Promise<string | null> {
  const [row] = await queries.all(
    `select id from intake where tenant = $1 and handle_hash = $2 and request_hash = $3 and state = 'waiting'
      and finished_at is null order by created_at limit 1`,
    [tenant, hashOf(request.handle), requestHash(request)],
  );
  return row === undefined ? null : textOf(row, 'id');
}

function requestHash({ locale, destinations, always }: IntakeRequest): string {
  return hashOf(JSON.stringify([locale, [...destinations].sort(), always]));
}

function newIntake({ tenant, newId, request, nowMs }: Accepting): Intake {
  const { locale, destinations, always } = request;
  return {
    id: newId,
    tenant,
    ...{ locale, destinations, always },
    state: 'waiting',
    createdMs: nowMs,
    dueMs: nowMs,
    finishedMs: null,
    attempts: 0,
    problem: null,
    reportId: null,
    deliveryIds: [],
  };
}

async function insertIntake(queries: Queries, { tenant, newId, request, nowMs }: Accepting): Promise<void> {
  const { handle, locale, destinations, always } = request;
  await queries.run(
    `insert into intake
      (id, tenant, handle, handle_hash, request_hash, locale, destinations, always, state, created_at, due_at, attempts,
        delivery_ids, claims)
      values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9, $9, 0, '[]', 0)`,
    [
      ...[newId, tenant, handle, hashOf(handle), requestHash(request), locale, JSON.stringify(destinations)],
      ...[always ? 1 : 0, nowMs],
    ],
  );
}
