import { createApiKeys, type ApiKeys } from '../auth/api-keys.js';
import { migrate } from '../store/migrate.js';
import { openDatabase, type DatabasePlace } from '../store/open-database.js';
import { StoreProblem } from '../store/store-problem.js';
import { CommandFailed, exitCodes, usageError } from './exit-code.js';

/**
 * Opens the keys in a database, which is made when it is not there.
 *
 * @throws CommandFailed `usage` when the place is wrong, `otherSide` when the database does not answer. Never with its own words,
 * which may hold a password.
 */
export async function openKeys(place: DatabasePlace): Promise<{ keys: ApiKeys; close: () => Promise<void> }> {
  try {
    const database = await openDatabase(place);
    try {
      await migrate(database, Date.now);
    } catch (error) {
      await database.close();
      throw error;
    }
    return { keys: createApiKeys(database, Date.now), close: () => database.close() };
  } catch (error) {
    if (error instanceof StoreProblem) throw usageError(error.message);
    throw new CommandFailed(exitCodes.otherSide, 'the database cannot be reached.');
  }
}
