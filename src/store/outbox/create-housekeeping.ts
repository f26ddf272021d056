import type { Database } from '../database.js';
import type { Housekeeping } from './housekeeping.js';

/** Clocks of several gateways differ by less than this, in ms. */
const TOLERANCE = 60_000;

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
  };
}
