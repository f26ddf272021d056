import { describe, expect, test } from '@jest/globals';
import { OutcomeError } from '../../../src/fhir/outcome.js';
import { answering503 } from '../../../src/store/answering-503.js';
import type { Database } from '../../../src/store/database.js';

/** A database that always fails in the same way. */
function failing(error: Error): Database {
  const fail = () => Promise.reject(error);
  const revision = () => {
    throw error;
  };
  return {
    engine: 'sqlite',
    all: fail,
    run: fail,
    transaction: fail,
    background: () => ({ all: fail }),
    revision,
    scrub: fail,
    close: fail,
  };
}

async function failures(error: Error): Promise<unknown[]> {
  const database = answering503(failing(error));
  const caught = (reason: unknown) => reason;
  return [
    await database.all('select').catch(caught),
    await database.background({ client: 'tester' }).all('select').catch(caught),
    await database.run('insert').catch(caught),
    await database.transaction(() => Promise.resolve()).catch(caught),
    await Promise.resolve().then(database.revision).catch(caught),
  ];
}

const coded = (code: string) => Object.assign(new Error('canary'), { code });

describe('a failure of the database', () => {
  test.each([
    ...['SQLITE_BUSY', 'SQLITE_INTERRUPT', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_READONLY'].map(coded),
    ...['08006', '53300', '57P01', '57014', '25006', '40001', 'ECONNREFUSED', 'ENOTFOUND'].map(coded),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
  ])('that passes is answered 503: %s', async (error) => {
    for (const failure of await failures(error)) {
      expect(failure).toBeInstanceOf(OutcomeError);
      expect(failure).toMatchObject({
        status: 503,
        kind: 'store',
        headers: { 'Retry-After': '5' },
        cause: error,
      });
      expect(JSON.stringify((failure as OutcomeError).outcome)).not.toContain('canary');
    }
  });

  test.each([coded('SQLITE_CONSTRAINT_PRIMARYKEY'), coded('42601'), new TypeError('a defect')])(
    'that is a defect stays one: %s',
    async (error) => {
      expect(await failures(error)).toEqual([error, error, error, error, error]);
    },
  );
});
