import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/store/database.js';
import { migrate } from '../../src/store/migrate.js';
import { migrations } from '../../src/store/migrations/migrations.js';
import { engines, sharedEngines, type EmptyDatabase } from './engines.js';

const now = () => 1_700_000_000_000;

/** Statements that end long after a test has. */
const ENDLESS = {
  sqlite: 'with recursive n(n) as (select 1 union all select n + 1 from n) select count(*) as n from n',
  postgresql: 'select pg_sleep(60)',
};

describe.each(engines)('a database: %s', (_name, create) => {
  let empty: EmptyDatabase;
  let database: Database;

  beforeEach(async () => {
    empty = await create();
    database = empty.open();
    await migrate(database, now);
    await database.run('create table thing (name ordered_text primary key, size bigint, content blob)');
  });

  afterEach(async () => {
    await empty.dispose();
  });

  test('tells by its revision of its own commits at once, if it tells at all', async () => {
    const before = database.revision();
    await database.run(`insert into thing (name) values ('a')`);
    const after = database.revision();
    await database.transaction((queries) => queries.run(`insert into thing (name) values ('b')`));
    expect(before === null || new Set([before, after, database.revision()]).size === 3).toBe(true);
  });

  test.each(['alone', 'in a transaction'])(
    'is asked the same again and again, also where a pooler has forgotten what it was asked: %s',
    async (how) => {
      const ask = async (name: string) => {
        const sql = 'select count(*) as many from thing where name = $1';
        const rows =
          how === 'alone'
            ? await database.all(sql, [name])
            : await database.transaction((queries) => queries.all(sql, [name]));
        return rows[0]?.['many'];
      };
      await database.run(`insert into thing (name) values ('a')`);
      expect([await ask('a'), await ask('b'), await ask('a')]).toEqual([1, 0, 1]);
      if (database.engine === 'postgresql') await database.run('deallocate all');
      expect([await ask('a'), await ask('b')]).toEqual([1, 0]);
    },
  );

  test('gives back texts, numbers, bytes and null as they were', async () => {
    const content = new Uint8Array([0, 1, 255]);
    await database.run('insert into thing (name, size, content) values ($1, $2, $3), ($4, null, null)', [
      'é\n"',
      1_732_500_000_123,
      content,
      'b',
    ]);
    const [b, e] = await database.all('select name, size, content from thing order by name');
    expect(b).toEqual({ name: 'b', size: null, content: null });
    expect(e).toMatchObject({ name: 'é\n"', size: 1_732_500_000_123 });
    expect(Uint8Array.from(e?.['content'] as Uint8Array)).toEqual(content);
  });

  test('takes values by their number, in whatever order the statement names them', async () => {
    await database.run('insert into thing (size, name) values ($2, $1)', ['a', 1]);
    expect(await database.run('update thing set size = $2 where name = $1 and $1 = name', ['a', 7])).toBe(1);
    expect(await database.all('select size from thing')).toEqual([{ size: 7 }]);
  });

  test('takes a single value that is null', async () => {
    await database.run(`insert into thing (name) values ('a')`);
    expect(await database.run('update thing set size = $1', [null])).toBe(1);
  });

  test('counts in numbers', async () => {
    expect(await database.all('select count(*) as n, sum(size) as s from thing')).toEqual([
      { n: 0, s: null },
    ]);
    await database.run(`insert into thing (name, size) values ('a', 2), ('b', 3)`);
    expect(await database.all('select count(*) as n, sum(size) as s from thing')).toEqual([{ n: 2, s: 5 }]);
  });

  test('orders texts by their bytes', async () => {
    await database.run(`insert into thing (name) values ('b'), ('A'), ('a'), ('B'), ('-a'), ('é')`);
    const rows = await database.all('select name from thing order by name');
    expect(rows.map(({ name }) => name)).toEqual(['-a', 'A', 'B', 'a', 'b', 'é']);
  });

  test('keeps a transaction as a whole or not at all', async () => {
    const failing = database.transaction(async (queries) => {
      await queries.run(`insert into thing (name) values ('a')`);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    const kept = await database.transaction(async (queries) => {
      await queries.run(`insert into thing (name) values ('b')`);
      return (await queries.all('select name from thing')).length;
    });
    expect(kept).toBe(1);
    expect(await database.all('select name from thing')).toEqual([{ name: 'b' }]);
  });

  test('undoes a transaction whose statement fails', async () => {
    const failing = database.transaction(async (queries) => {
      await queries.run(`insert into thing (name) values ('a')`);
      await queries.run(`insert into thing (name) values ('a')`);
    });
    await expect(failing).rejects.toThrow();
    expect(await database.all('select name from thing')).toEqual([]);
  });

  test('shows no part of a transaction to others, and lets none of their statements into it', async () => {
    const seen: number[] = [];
    const read = async () => seen.push((await database.all('select name from thing')).length);
    const reading: Promise<unknown>[] = [];
    const first = database.transaction(async (queries) => {
      await queries.run(`insert into thing (name) values ('a')`);
      reading.push(read());
      reading.push(database.run(`insert into thing (name) values ('c')`));
      await new Promise(setImmediate);
      await queries.run(`insert into thing (name) values ('b')`);
      throw new Error('undone');
    });
    await expect(first).rejects.toThrow('undone');
    await Promise.all(reading);
    expect(seen).toHaveLength(1);
    expect(seen[0]).not.toBe(2);
    expect(await database.all('select name from thing')).toEqual([{ name: 'c' }]);
  });

  test('runs many transactions that read and write the same row without losing one', async () => {
    await database.run(`insert into thing (name, size) values ('a', 0)`);
    const increment = () =>
      database.transaction(async (queries) => {
        await queries.run(`update thing set size = size + 1 where name = 'a'`);
        await queries.all('select size from thing');
      });
    await Promise.all(Array.from({ length: 20 }, increment));
    expect(await database.all('select size from thing')).toEqual([{ size: 20 }]);
  });
});

describe.each(sharedEngines)('a shared database: %s', (_name, create) => {
  let empty: EmptyDatabase;

  beforeEach(async () => {
    empty = await create();
  });

  afterEach(async () => {
    await empty.dispose();
  });

  test('is migrated once by gateways that start at the same time', async () => {
    const databases = [empty.open(), empty.open(), empty.open()];
    await Promise.all(databases.map((database) => migrate(database, now)));
    const applied = await databases[0]!.all('select name from migration order by name');
    expect(applied.map(({ name }) => name)).toEqual(migrations.map(({ name }) => name));
  });

  test('is refused when a newer gateway has migrated it', async () => {
    const newer = { name: '999-newer', statements: ['create table newer (id text)'] };
    await migrate(empty.open(), now, [...migrations, newer]);
    await expect(migrate(empty.open(), now)).rejects.toThrow(
      'The database is of a newer version of the gateway, which must be started instead.',
    );
  });

  test('is left as it was by a migration that fails', async () => {
    const broken = { name: '999-broken', statements: ['create table half (id text)', 'create nonsense'] };
    const database = empty.open();
    await expect(migrate(database, now, [...migrations, broken])).rejects.toThrow();
    await migrate(database, now);
    await expect(database.all('select * from half')).rejects.toThrow();
  });

  test('survives that the server ends its connections, in a statement and between two', async () => {
    const [first, other] = [empty.open(), empty.open()];
    const endOthers = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`;
    const broken = first.transaction(async (queries) => {
      await queries.all('select 1 as one');
      if (first.engine === 'postgresql') await other.all(endOthers);
      else throw new Error('SQLite has no server');
      await queries.all('select 1 as one');
    });
    await expect(broken).rejects.toThrow();
    if (first.engine === 'postgresql') {
      const waiting = first.transaction((queries) => queries.all('select pg_sleep(30)'));
      const sleeping = `select pid from pg_stat_activity where query = 'select pg_sleep(30)' and state = 'active'`;
      while ((await other.all(sleeping)).length === 0);
      await other.all(endOthers);
      await expect(waiting).rejects.toThrow();
    }
    expect(await first.transaction((queries) => queries.all('select 1 as one'))).toEqual([{ one: 1 }]);
  });

  test('shows what one opening committed to another', async () => {
    const [one, other] = [empty.open(), empty.open()];
    await migrate(one, now);
    await one.run(`insert into meta (name, value) values ('a', 'b')`);
    expect(await other.all('select value from meta')).toEqual([{ value: 'b' }]);
  });

  test('tells by its revision of what another opening committed, if it tells at all', async () => {
    const [one, other] = [empty.open(), empty.open()];
    await migrate(one, now);
    const before = one.revision();
    await nextTurn();
    expect(one.revision()).toBe(before);
    await other.run(`insert into meta (name, value) values ('a', 'b')`);
    await nextTurn();
    expect(before !== null && one.revision() === before).toBe(false);
  });

  test('answers beside all that may be asked for in the background, and ends that for who has left', async () => {
    const database = empty.open();
    await migrate(database, now);
    const askers = Array.from({ length: 20 }, () => new AbortController());
    const underWay = askers.map(({ signal }) =>
      database.background({ client: 'tester', signal }).all(ENDLESS[database.engine]),
    );
    const ended = Promise.allSettled(underWay);
    await database.run(`insert into meta (name, value) values ('a', 'b')`);
    expect(await database.all(`select value from meta where name = 'a'`)).toEqual([{ value: 'b' }]);
    const reason = new Error('left');
    for (const asker of askers) asker.abort(reason);
    expect(await ended).toEqual(underWay.map(() => ({ status: 'rejected', reason })));
    expect(await database.background({ client: 'tester' }).all('select 1 as one')).toEqual([{ one: 1 }]);
  });
});
