import type { Database, Queries, SqlValue } from '../database.js';
import { numberOf } from '../row.js';
import { acceptAllIntakes, acceptIntake } from './accept-intake.js';
import { CLAIMED_INTAKE, claimedIntakeIn, INTAKE_COLUMNS, intakeIn } from './intake-row.js';
import type { ClaimedIntake, IntakeClaim, Intakes } from './intake.js';

/**
 * Makes the list of intakes in a database with the store's tables.
 *
 * @param newId of intakes.
 */
export function createIntakes(database: Database, newId: () => string): Intakes {
  return {
    accept: (tenant, request, nowMs) =>
      database.transaction((queries) => acceptIntake(queries, { tenant, newId: newId(), request, nowMs })),
    acceptAll: (tenant, requests, nowMs) =>
      database.transaction((queries) =>
        acceptAllIntakes(
          queries,
          requests.map((request) => ({ tenant, newId: newId(), request, nowMs })),
        ),
      ),
    read: async (tenant, id) => {
      const sql = `select ${INTAKE_COLUMNS} from intake where tenant = $1 and id = $2`;
      const [row] = await database.all(sql, [tenant, id]);
      return row === undefined ? null : intakeIn(row);
    },
    claim: (owner, nowMs, leaseMs, limit) => claim(database, owner, nowMs, leaseMs, limit),
    ...ending(database),
    nextDueMs: async () => {
      const [row] = await database.all(
        `select due_at from intake where finished_at is null and not ${BEHIND_ANOTHER} order by due_at limit 1`,
      );
      return row === undefined ? null : numberOf(row, 'due_at');
    },
    forgetBefore: (timeMs) =>
      database.transaction(async (queries) => {
        await queries.run('delete from idempotency_key where used_at < $1', [timeMs]);
        await queries.run(
          `delete from intake where finished_at < $1
            and not exists (select 1 from idempotency_key k where k.tenant = intake.tenant and k.answer = intake.id)`,
          [timeMs],
        );
      }),
  };
}

function claim(
  database: Database,
  owner: string,
  nowMs: number,
  leaseMs: number,
  limit: number,
): Promise<readonly ClaimedIntake[]> {
  const lock = database.engine === 'postgresql' ? 'for update skip locked' : '';
  return database.transaction(async (queries) => {
    const rows = await queries.all(
      `with due as materialized (
        select id from intake where finished_at is null and due_at <= $1 and not ${BEHIND_ANOTHER}
          and not ${NOT_FIRST} order by due_at limit $2 ${lock})
      update intake set state = 'working', owner = $3, changed_at = $1, due_at = $4, attempts = attempts + 1,
          claims = claims + 1
        where id in (select id from due)
        returning ${INTAKE_COLUMNS}`,
      [nowMs, limit, owner, nowMs + leaseMs],
    );
    return rows.map(claimedIntakeIn).sort((a, b) => a.createdMs - b.createdMs);
  });
}

const SAME_HANDLE = 'other.tenant = intake.tenant and other.handle_hash = intake.handle_hash';

/** It is being fetched by the same handle already: fetched at the same time, the older of two reports might be stored last. */
const BEHIND_ANOTHER = `(state = 'waiting' and exists (select 1 from intake other
  where ${SAME_HANDLE} and other.state = 'working' and other.finished_at is null))`;

/** Another one of the same handle is due at `$1` too, and comes first. */
const NOT_FIRST = `(state = 'waiting' and exists (select 1 from intake other
  where ${SAME_HANDLE} and other.state = 'waiting' and other.finished_at is null and other.due_at <= $1
    and (other.due_at, other.id) < (intake.due_at, intake.id)))`;

/** What ends a claim, or makes it longer. */
function ending(database: Database): Pick<Intakes, 'extend' | 'retry' | 'fail' | 'release'> {
  const change = (claimed: IntakeClaim, nowMs: number, changes: string, values: readonly SqlValue[] = []) =>
    database.transaction((queries) => changeClaimed(queries, claimed, changes, [nowMs, ...values]));
  return {
    extend: (claimed, nowMs, leaseMs) => change(claimed, nowMs, 'due_at = $5', [nowMs + leaseMs]),
    retry: (claimed, problem, dueMs, nowMs) =>
      change(claimed, nowMs, `state = 'waiting', owner = null, problem = $5, due_at = $6`, [problem, dueMs]),
    fail: (claimed, problem, nowMs) =>
      change(
        claimed,
        nowMs,
        `state = 'failed', owner = null, handle = null, finished_at = $4, problem = $5`,
        [problem],
      ),
    release: (claimed, nowMs) =>
      change(claimed, nowMs, `state = 'waiting', owner = null, due_at = $4, attempts = attempts - 1`),
  };
}

/** @param values the time, which is `$4`, and what `changes` has beyond it. @returns false when the claim was lost. */
async function changeClaimed(
  queries: Queries,
  { id, owner, claim }: IntakeClaim,
  changes: string,
  values: readonly SqlValue[],
): Promise<boolean> {
  const changed = await queries.run(`update intake set changed_at = $4, ${changes} where ${CLAIMED_INTAKE}`, [
    ...[id, owner, claim],
    ...values,
  ]);
  return changed > 0;
}
