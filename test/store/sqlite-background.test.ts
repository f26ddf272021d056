import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createSqliteBackground, type SqliteBackground } from '../../src/store/sqlite-background.js';
import { connectSqlite } from '../../src/store/sqlite-connection.js';

/** It has no end. */
const ENDLESS = 'with recursive n(n) as (select 1 union all select n + 1 from n) select count(*) as n from n';
/** Of two rows, the second one comes after a look at 300,000. */
const LATE = `with recursive n(n) as (select 1 union all select n + 1 from n where n < 300000)
  select n from n where n % 300000 < 2`;

describe('an SQLite file that is read in the background', () => {
  let folder: string;
  let background: SqliteBackground;

  const open = (maxMs: number) => {
    background = createSqliteBackground(join(folder, 'gateway.db'), { maxMs, maxWaiting: 20 });
    return background.for({ client: 'tester' });
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'background-'));
    const writer = connectSqlite(join(folder, 'gateway.db'));
    writer.run('create table word (number integer, text text)');
    writer.run(`insert into word values (1, 'one'), (2, 'two'), (3, null)`);
    writer.close();
  });

  afterEach(async () => {
    await background.close();
    rmSync(folder, { recursive: true });
  });

  test('gives the rows in their order, by the number of each value', async () => {
    const reader = open(60_000);
    const sql = 'select number, text from word where number >= $2 or text = $1 order by number desc';
    expect(await reader.all(sql, ['one', 3])).toEqual([
      { number: 3, text: null },
      { number: 1, text: 'one' },
    ]);
    expect(await reader.all(sql, ['one', 2])).toHaveLength(3);
  });

  test('lets others go on while it looks for rows, the later ones too', async () => {
    const reader = open(60_000);
    let turns = 0;
    let isFound = false;
    const goOn = () => {
      turns += 1;
      if (!isFound) setImmediate(goOn);
    };
    setImmediate(goOn);
    expect(await reader.all(LATE)).toEqual([{ n: 1 }, { n: 300_000 }]);
    isFound = true;
    expect(turns).toBeGreaterThan(100);
  });

  test('ends a statement that takes too long, and goes on', async () => {
    const reader = open(20);
    await expect(reader.all(ENDLESS)).rejects.toMatchObject({ code: 'SQLITE_INTERRUPT' });
    expect(await reader.all('select text from word where number = $1', [2])).toEqual([{ text: 'two' }]);
  });

  test('interrupts a statement whose client has left, and goes on', async () => {
    const reader = open(60_000);
    const leaving = new AbortController();
    const left = background.for({ client: 'tester', signal: leaving.signal }).all(ENDLESS);
    setImmediate(() => {
      leaving.abort(new Error('left'));
    });
    await expect(left).rejects.toThrow('left');
    expect(await reader.all('select text from word where number = $1', [2])).toEqual([{ text: 'two' }]);
  });

  test('rests for other work between two statements', async () => {
    const reader = open(60_000);
    const ended: string[] = [];
    const all = [
      reader.all(LATE).then(() => ended.push('first')),
      background.whileAtRest(nextTurn).then(() => ended.push('other work')),
      reader.all(LATE).then(() => ended.push('second')),
    ];
    await Promise.all(all);
    expect(ended).toEqual(['first', 'other work', 'second']);
  });

  test('changes nothing', async () => {
    const reader = open(60_000);
    await expect(reader.all('delete from word returning number')).rejects.toThrow();
    expect(await reader.all('select count(*) as n from word')).toEqual([{ n: 3 }]);
  });

  test('ends with what is under way and what waits when it is closed', async () => {
    const reader = open(60_000);
    const both = Promise.allSettled([reader.all(ENDLESS), reader.all('select 1')]);
    await new Promise(setImmediate);
    const closed = background.close();
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await closed;
  });
});
