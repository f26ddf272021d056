import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Queries } from '../../src/store/database.js';
import { createOneAtATime } from '../../src/store/one-at-a-time.js';
import { connectSqlite, type SqliteConnection } from '../../src/store/sqlite-connection.js';
import { createGroupCommit, type Transact } from '../../src/store/sqlite-group-commit.js';
import { openSqlite } from '../../src/store/sqlite.js';

describe('transactions that are committed together', () => {
  let connection: SqliteConnection;
  let transact: Transact;
  /** Statements that begin or end transactions, as they came. */
  let ends: string[];
  /** Called before each of them; may throw in its place. */
  let onEnd: (sql: string) => void;

  beforeEach(() => {
    connection = connectSqlite(':memory:');
    connection.run('create table t (name text primary key)');
    ends = [];
    onEnd = () => undefined;
    const note = (sql: string): void => {
      ends.push(sql);
      onEnd(sql);
    };
    const watched: SqliteConnection = {
      ...connection,
      run: (sql, values) => {
        if (sql === 'begin immediate') note(sql);
        return connection.run(sql, values);
      },
      commit: () => {
        note('commit');
        return connection.commit();
      },
    };
    transact = createGroupCommit(watched, createOneAtATime());
  });

  afterEach(() => {
    connection.close();
  });

  const insert = (name: string) => (queries: Queries) => queries.run('insert into t values ($1)', [name]);
  const names = () => connection.all('select name from t order by name').map(({ name }) => name);
  const results = (settled: readonly PromiseSettledResult<unknown>[]) => settled.map(({ status }) => status);

  test('are so when they wait at the same time, in their order', async () => {
    const order: number[] = [];
    await Promise.all(
      [1, 2, 3].map((number) =>
        transact(async (queries) => {
          await insert(`n${number}`)(queries);
          order.push(number);
        }),
      ),
    );
    expect(order).toEqual([1, 2, 3]);
    expect(names()).toEqual(['n1', 'n2', 'n3']);
    expect(ends).toEqual(['begin immediate', 'commit']);
  });

  test('are not too many, so that the first one does not wait for ever', async () => {
    await Promise.all(Array.from({ length: 100 }, (_, index) => transact(insert(`n${index}`))));
    expect(names()).toHaveLength(100);
    expect(ends.filter((sql) => sql === 'commit')).toHaveLength(4);
  });

  test('end each by itself: one that fails is undone, and the others are not', async () => {
    const failing = async (queries: Queries) => {
      await insert('half')(queries);
      throw new Error('changed its mind');
    };
    const settled = await Promise.allSettled([
      transact(insert('before')),
      transact(failing),
      transact(insert('before')),
      transact(insert('after')),
    ]);
    expect(results(settled)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(settled[1]).toMatchObject({ reason: { message: 'changed its mind' } });
    expect(settled[2]).toMatchObject({ reason: { code: 'SQLITE_CONSTRAINT_PRIMARYKEY' } });
    expect(names()).toEqual(['after', 'before']);
    expect(ends).toEqual(['begin immediate', 'commit']);
  });

  test('are told when they are committed, and not before', async () => {
    const told: string[] = [];
    onEnd = (sql) => {
      told.push(sql);
    };
    const note = (name: string) => () => {
      told.push(name);
    };
    await Promise.all([
      transact(insert('one')).then(note('one')),
      transact(() => Promise.reject(new Error('no'))).catch(note('two')),
    ]);
    expect(told).toEqual(['begin immediate', 'commit', 'one', 'two']);
  });

  test('are tried each by itself when one has ended the transaction of all', async () => {
    const ending = async (queries: Queries) => {
      await queries.run('rollback');
      throw new Error('the disk is full');
    };
    const settled = await Promise.allSettled([
      transact(insert('before')),
      transact(ending),
      transact(insert('after')),
    ]);
    expect(results(settled)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(settled[1]).toMatchObject({ reason: { message: 'the disk is full' } });
    expect(names()).toEqual(['after', 'before']);
  });

  test('are tried each by itself when they cannot be committed together', async () => {
    let commits = 0;
    onEnd = (sql) => {
      if (sql === 'commit' && (commits += 1) === 1) throw new Error('the disk is full');
    };
    await Promise.all([transact(insert('one')), transact(insert('two'))]);
    expect(names()).toEqual(['one', 'two']);
    expect(commits).toBe(3);
  });

  test('have all failed when none can be committed', async () => {
    onEnd = (sql) => {
      if (sql === 'commit') throw new Error('the disk is full');
    };
    const settled = await Promise.allSettled([transact(insert('one')), transact(insert('two'))]);
    expect(results(settled)).toEqual(['rejected', 'rejected']);
    expect(names()).toEqual([]);
    onEnd = () => undefined;
    await transact(insert('three'));
    expect(names()).toEqual(['three']);
  });

  test('have all failed when another process does not let them begin', async () => {
    onEnd = () => {
      throw new Error('locked');
    };
    const settled = await Promise.allSettled([transact(insert('one')), transact(insert('two'))]);
    expect(results(settled)).toEqual(['rejected', 'rejected']);
    onEnd = () => undefined;
    await transact(insert('three'));
    expect(names()).toEqual(['three']);
  });

  test('that need more space than there is leave it to the others', async () => {
    const pages = connection.all('pragma page_count')[0]?.['page_count'];
    connection.all(`pragma max_page_count = ${Number(pages) + 5}`);
    const settled = await Promise.allSettled([
      transact(insert('before')),
      transact(insert('x'.repeat(1_000_000))),
      transact(insert('after')),
    ]);
    expect(results(settled)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(settled[1]).toMatchObject({ reason: { code: 'SQLITE_FULL' } });
    expect(names()).toEqual(['after', 'before']);
  });
});

test('closing waits for all that was asked for before', async () => {
  const database = openSqlite('memory');
  const asked = Array.from({ length: 50 }, () => database.transaction((queries) => queries.all('select 1')));
  await Promise.all([...asked, database.close()]);
});
