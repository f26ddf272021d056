import type { Database } from '../../src/store/database.js';
import { numberOf } from '../../src/store/row.js';

/** What is still to be done, and what was given up. */
export interface OpenWork {
  readonly intakes: number;
  readonly deliveries: number;
  /** Intakes and deliveries that ended without success. */
  readonly givenUp: number;
  readonly delivered: number;
}

/** Counts it. */
export async function openWork(database: Database): Promise<OpenWork> {
  const rows = await database.all(
    `select
      (select count(*) from intake where state in ('waiting', 'working')) as intakes,
      (select count(*) from delivery where state in ('waiting', 'sending')) as deliveries,
      (select count(*) from delivery where state = 'delivered') as delivered,
      (select count(*) from delivery where state in ('dead', 'cancelled'))
        + (select count(*) from intake where state in ('failed', 'cancelled')) as given_up`,
  );
  const [row = {}] = rows;
  return {
    intakes: numberOf(row, 'intakes'),
    deliveries: numberOf(row, 'deliveries'),
    givenUp: numberOf(row, 'given_up'),
    delivered: numberOf(row, 'delivered'),
  };
}
