import type { Database, Queries, Row, SqlValue } from '../database.js';
import { numberOf, numberOrNull, textOf, textOrNull } from '../row.js';
import { SqlValues } from '../search/sql-values.js';
import { forgetShared } from './create-shared-resources.js';
import type { DestinationState, DestinationStates } from './destination-state.js';
import { noteAction } from './note-action.js';

/** Makes the states of destinations in a database with the store's tables. */
export function createDestinationStates(database: Database): DestinationStates {
  return {
    read: (destinations) => readStates(database, destinations),
    pause: (destination, by, nowMs) =>
      database.transaction(async (queries) => {
        const paused = { paused_at: nowMs, paused_by: by };
        await write(queries, destination, paused, 'where destination_state.paused_at is null');
        await noteAction(queries, { atMs: nowMs, tenant: null, by, action: 'pause', subject: destination });
      }),
    resume: (destination, by, nowMs) =>
      database.transaction(async (queries) => {
        const pausedAt = await timeOf(queries, destination, 'paused_at');
        await putOff(queries, destination, nowMs - (pausedAt ?? nowMs));
        await queries.run('delete from destination_state where destination = $1', [destination]);
        // Whatever was done to it meanwhile, such as restoring a backup, it gets what its reports refer to.
        await forgetShared(queries, destination);
        await noteAction(queries, { atMs: nowMs, tenant: null, by, action: 'resume', subject: destination });
      }),
    hold: (destination, reason, untilMs, nowMs, errorCode = null) =>
      database.transaction(async (queries) => {
        const heldUntil = await timeOf(queries, destination, 'held_until');
        await putOff(queries, destination, untilMs - Math.max(heldUntil ?? nowMs, nowMs));
        const held = { held_at: nowMs, held_for: reason, held_until: untilMs, held_code: errorCode };
        await write(queries, destination, held);
      }),
    throttle: (destination, untilMs) =>
      database.transaction((queries) =>
        write(
          queries,
          destination,
          { throttled_until: untilMs },
          'where coalesce(destination_state.throttled_until, 0) < excluded.throttled_until',
        ),
      ),
  };
}

/** @param condition on which what is there already is changed. */
async function write(
  queries: Queries,
  destination: string,
  columns: Readonly<Record<string, SqlValue>>,
  condition = '',
): Promise<void> {
  const names = Object.keys(columns);
  const places = names.map((_, index) => `$${index + 2}`);
  await queries.run(
    `insert into destination_state (destination, ${names.join(', ')}) values ($1, ${places.join(', ')})
      on conflict (destination) do update set ${names.map((name) => `${name} = excluded.${name}`).join(', ')} ${condition}`,
    [destination, ...Object.values(columns)],
  );
}

async function timeOf(
  queries: Queries,
  destination: string,
  column: 'paused_at' | 'held_until',
): Promise<number | null> {
  const [row] = await queries.all(`select ${column} from destination_state where destination = $1`, [
    destination,
  ]);
  return row === undefined ? null : numberOrNull(row, column);
}

/** Nobody could try what waits there for so long: that is not counted against it. */
async function putOff(queries: Queries, destination: string, ms: number): Promise<void> {
  if (ms <= 0) return;
  await queries.run(
    `update delivery set first_attempt_at = first_attempt_at + cast($2 as bigint)
      where destination = $1 and finished_at is null and first_attempt_at is not null`,
    [destination, ms],
  );
}

async function readStates(queries: Queries, destinations: readonly string[]): Promise<DestinationState[]> {
  if (destinations.length === 0) return [];
  const values = new SqlValues();
  const rows = await queries.all(
    `select * from destination_state where destination ${values.oneOf(destinations)}`,
    values.list,
  );
  return destinations.map((destination) =>
    stateIn(
      destination,
      rows.find((row) => row['destination'] === destination),
    ),
  );
}

function stateIn(destination: string, row: Row | undefined): DestinationState {
  if (row === undefined)
    return { destination, paused: null, held: null, failing: null, throttledUntilMs: null };
  const pausedAt = numberOrNull(row, 'paused_at');
  const heldAt = numberOrNull(row, 'held_at');
  return {
    destination,
    paused: pausedAt === null ? null : { sinceMs: pausedAt, by: textOf(row, 'paused_by') },
    held:
      heldAt === null
        ? null
        : {
            ...{ sinceMs: heldAt, reason: textOf(row, 'held_for'), untilMs: numberOf(row, 'held_until') },
            errorCode: textOrNull(row, 'held_code'),
          },
    failing: failingIn(row),
    throttledUntilMs: numberOrNull(row, 'throttled_until'),
  };
}

function failingIn(row: Row): DestinationState['failing'] {
  const sinceMs = numberOrNull(row, 'failing_at');
  if (sinceMs === null) return null;
  return { sinceMs, reason: textOf(row, 'failing_for'), errorCode: textOrNull(row, 'failing_code') };
}
