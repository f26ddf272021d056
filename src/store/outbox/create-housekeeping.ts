import type { Database, Queries } from '../database.js';
import { forgetWordsBefore } from './forget-words.js';
import type { Housekeeping } from './housekeeping.js';

/** Clocks of several gateways differ by less than this, in ms. */
const TOLERANCE = 60_000;

/** Longer than any lease of what is shared, in ms. */
const LONG_LEASE = 5 * 60_000;

/** No server that means it asks to wait for longer, in ms. */
const LONG_WAIT = 31 * 86_400_000;

/** Deliveries that have ended, of reports that were erased before `$1` and have not come back. */
const ERASED_BEFORE = 'report_erased_at < $1 and finished_at is not null';

/** Makes what keeps an outbox in order. */
export function createHousekeeping(database: Database): Housekeeping {
  return {
    abandon: (owner, nowMs) =>
      database.transaction(async (queries) => {
        await queries.run(
          `update delivery set due_at = $2 where owner = $1 and state = 'sending' and finished_at is null`,
          [owner, nowMs],
        );
        await queries.run('update intake set due_at = $2 where owner = $1 and finished_at is null', [
          owner,
          nowMs,
        ]);
        await queries.run(
          'update destination_resource set owner = null, lease_until = null where owner = $1',
          [owner],
        );
      }),
    mendClock: (nowMs) =>
      database.transaction(async (queries) => {
        let mended = 0;
        for (const table of ['delivery', 'intake'])
          mended += await queries.run(
            `update ${table} set due_at = due_at - (changed_at - cast($1 as bigint)), changed_at = $1
              where finished_at is null and changed_at > $2`,
            [nowMs, nowMs + TOLERANCE],
          );
        await mendDestinations(queries, nowMs, mended > 0);
        return mended;
      }),
    forgetErasedBefore: (timeMs) =>
      database.transaction(async (queries) => {
        await queries.run(
          `delete from delivery_attempt where delivery_id in (select id from delivery where ${ERASED_BEFORE})`,
          [timeMs],
        );
        return queries.run(`delete from delivery where ${ERASED_BEFORE}`, [timeMs]);
      }),
    forgetWordsBefore: (timeMs) => forgetWordsBefore(database, timeMs),
  };
}

/** @param isPutBack whether it is known that the clock was: nobody wrote down when a destination asked to wait. */
async function mendDestinations(queries: Queries, nowMs: number, isPutBack: boolean): Promise<void> {
  await queries.run(
    `update destination_state set held_until = held_until - (held_at - cast($1 as bigint)), held_at = $1
      where held_at > $2`,
    [nowMs, nowMs + TOLERANCE],
  );
  await queries.run('update destination_state set throttled_until = null where throttled_until > $1', [
    isPutBack ? nowMs : nowMs + LONG_WAIT,
  ]);
  await queries.run(
    'update destination_resource set owner = null, lease_until = null where lease_until > $1',
    [nowMs + LONG_LEASE],
  );
}
