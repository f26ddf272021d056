import { OutcomeError } from '../fhir/outcome.js';
import { systemCode } from '../net/system-code.js';
import type { Database } from './database.js';

/** Locked by another process for too long, a statement that took too long, no space, no access. */
const SQLITE = /^SQLITE_(BUSY|INTERRUPT|LOCKED|FULL|IOERR|READONLY|CANTOPEN|NOMEM)/;
/** SQLSTATE: no connection, no resources, stopping, cancelled, read-only, in each other's way; codes of the network. */
const POSTGRESQL = /^(08...|53...|57...|25006|40001|40P01|E[A-Z]+)$/;
/** What `pg` says without a code. */
const LOST = /^(Connection terminated|timeout exceeded|Client has encountered a connection error)/;

/**
 * A database whose failures that pass by themselves are answered 503, for the caller to try again.
 *
 * @returns the same database, which throws OutcomeError `unavailable` in their place.
 */
export function answering503(database: Database): Database {
  return {
    ...database,
    all: (sql, values) => database.all(sql, values).catch(rethrow),
    run: (sql, values) => database.run(sql, values).catch(rethrow),
    transaction: (work) => database.transaction(work).catch(rethrow),
    background: (asker) => {
      const reader = database.background(asker);
      return { all: (sql, values) => reader.all(sql, values).catch(rethrow) };
    },
    revision: () => {
      try {
        return database.revision();
      } catch (error) {
        return rethrow(error);
      }
    },
  };
}

function rethrow(error: unknown): never {
  if (!isPassing(error)) throw error;
  throw new OutcomeError('unavailable', 'The store of this server cannot be used now.', {
    kind: 'store',
    headers: { 'Retry-After': '5' },
    cause: error,
  });
}

function isPassing(error: unknown): boolean {
  const code = systemCode(error);
  if (code !== undefined) return SQLITE.test(code) || POSTGRESQL.test(code);
  return error instanceof Error && LOST.test(error.message);
}
