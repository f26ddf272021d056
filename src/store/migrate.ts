import type { Database, Queries } from './database.js';
import { migrations, type Migration } from './migrations/migrations.js';
import { StoreProblem } from './store-problem.js';

/** Any number, but the same in every gateway: whoever holds the lock of this number migrates. */
const LOCK = 4_221_953_011;

/**
 * Brings the tables of a database to where this version of the gateway has them, in one transaction. Gateways that start at
 * the same time do it one after the other, the others then find it done.
 *
 * @param nowMs milliseconds since the epoch.
 * @param all every migration, the oldest first.
 * @throws StoreProblem when a newer version of the gateway has been here.
 */
export async function migrate(
  database: Database,
  nowMs: () => number,
  all: readonly Migration[] = migrations,
): Promise<void> {
  await database.transaction(async (queries) => {
    // SQLite has one writer at a time anyway.
    if (database.engine === 'postgresql') await queries.all('select pg_advisory_xact_lock($1)', [LOCK]);
    await queries.run(
      'create table if not exists migration (name text primary key, applied_at bigint not null)',
    );
    const applied = (await queries.all('select name from migration')).map(({ name }) => name);
    if (applied.some((name) => !all.some((one) => one.name === name))) {
      throw new StoreProblem(
        'The database is of a newer version of the gateway, which must be started instead.',
      );
    }
    for (const one of all.filter(({ name }) => !applied.includes(name))) {
      for (const sql of statementsOf(one, database.engine)) await queries.run(sql);
      await noteDown(queries, one.name, nowMs());
    }
  });
}

function statementsOf(
  { statements, postgresql = [] }: Migration,
  engine: Database['engine'],
): readonly string[] {
  return engine === 'postgresql' ? [...postgresql, ...statements] : statements;
}

async function noteDown(queries: Queries, name: string, appliedAt: number): Promise<void> {
  await queries.run('insert into migration (name, applied_at) values ($1, $2)', [name, appliedAt]);
}
