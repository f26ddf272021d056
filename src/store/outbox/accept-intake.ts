import { hashOf } from '../content-hash.js';
import type { Queries } from '../database.js';
import { textOf } from '../row.js';
import { earlierAnswer, keepAnswer, type EarlierAnswer } from './idempotency.js';
import { INTAKE_COLUMNS, intakeIn } from './intake-row.js';
import type { Accepted, AcceptedIntake, Intake, IntakeRequest } from './intake.js';

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
  const before = await earlierAnswer(queries, accepting.tenant, accepting.request.idempotency);
  return before?.answer === null ? { kind: 'other-body' } : acceptKnown(queries, accepting, before);
}

/** See the intakes' `acceptAll`. @param queries of a transaction. */
export async function acceptAllIntakes(
  queries: Queries,
  all: readonly Accepting[],
): Promise<readonly AcceptedIntake[] | 'other-body'> {
  const befores: (EarlierAnswer | null)[] = [];
  for (const { tenant, request } of all)
    befores.push(await earlierAnswer(queries, tenant, request.idempotency));
  // Before anything is written: what is refused leaves nothing behind.
  if (befores.some((before) => before?.answer === null)) return 'other-body';
  const accepted: AcceptedIntake[] = [];
  for (const [index, accepting] of all.entries())
    accepted.push(await acceptKnown(queries, accepting, befores[index] ?? null));
  return accepted;
}

/** @param before what its key was answered; null: nothing yet. */
async function acceptKnown(
  queries: Queries,
  accepting: Accepting,
  before: EarlierAnswer | null,
): Promise<AcceptedIntake> {
  const { tenant, newId, request, nowMs } = accepting;
  const { idempotency } = request;
  const earlier = before?.answer ?? (await sameThatWaits(queries, tenant, request));
  const intake =
    earlier === null ? await insertIntake(queries, accepting) : await readIntake(queries, earlier);
  if (before === null && idempotency !== null)
    await keepAnswer({ queries, tenant, nowMs }, idempotency, intake.id);
  return { kind: intake.id === newId ? 'accepted' : 'repeated', intake };
}

async function readIntake(queries: Queries, id: string): Promise<Intake> {
  const [row] = await queries.all(`select ${INTAKE_COLUMNS} from intake where id = $1`, [id]);
  // No intake is forgotten before its keys.
  if (row === undefined) throw new TypeError('an idempotency key names an intake that is gone');
  return intakeIn(row);
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

async function insertIntake(queries: Queries, accepting: Accepting): Promise<Intake> {
  const { tenant, newId, request, nowMs } = accepting;
  const { handle, locale, destinations, always } = request;
  const [row] = await queries.all(
    `insert into intake
      (id, tenant, handle, handle_hash, request_hash, locale, destinations, always, state, created_at, changed_at, due_at,
        attempts, delivery_ids, claims)
      values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9, $9, $9, 0, '[]', 0) returning ${INTAKE_COLUMNS}`,
    [
      ...[newId, tenant, handle, hashOf(handle), requestHash(request), locale, JSON.stringify(destinations)],
      ...[always ? 1 : 0, nowMs],
    ],
  );
  if (row === undefined) throw new TypeError('the database kept no intake');
  return intakeIn(row);
}
