import { systemCode } from '../net/system-code.js';
import { answering503 } from './answering-503.js';
import type { Database } from './database.js';
import { migrate } from './migrate.js';
import { openDatabase, type DatabasePlace } from './open-database.js';
import { claim, type Owners } from './owner.js';
import { StoreProblem } from './store-problem.js';

/**
 * Opens a database, brings its tables up to date and makes sure that it is meant for these vendors.
 *
 * @param owners see {@link claim}.
 * @param nowMs milliseconds since the epoch.
 * @param former see {@link claim}.
 * @throws StoreProblem when it cannot be used; then it is closed.
 */
export async function prepareDatabase(
  place: DatabasePlace,
  owners: Owners,
  nowMs: () => number,
  former: string | null = null,
): Promise<Database> {
  const database = await openDatabase(place);
  try {
    await migrate(database, nowMs);
    await claim(database, owners, former);
    return answering503(database);
  } catch (error) {
    await database.close();
    throw error instanceof StoreProblem ? error : problemOf(place, error);
  }
}

/** Codes are not secret; messages may be. */
function problemOf({ kind }: DatabasePlace, cause: unknown): StoreProblem {
  const code = systemCode(cause) ?? 'no code';
  const rule =
    kind === 'postgresql'
      ? 'DATABASE_URL must name a PostgreSQL database that can be reached and in which tables may be made'
      : 'STORE must name an SQLite database that can be written';
  return new StoreProblem(`${rule} (${code}).`, { cause });
}
