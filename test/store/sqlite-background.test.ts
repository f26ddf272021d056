import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

  const open = (maxMs: number, maxStatements = 20) => {
    background = createSqliteBackground(join(folder, 'gateway.db'), { maxMs, maxStatements });
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
    open(60_000);
    const sql = 'select number, text from word where number >= $2 or text = $1 order by number desc';
    expect(await background.all(sql, ['one', 3])).toEqual([
      { number: 3, text: null },
      { number: 1, text: 'one' },
    ]);
    expect(await background.all(sql, ['one', 2])).toHaveLength(3);
  });

  test('lets others go on while it looks for rows, the later ones too', async () => {
    open(60_000);
    let turns = 0;
    let isFound = false;
    const goOn = () => {
      turns += 1;
      if (!isFound) setImmediate(goOn);
    };
    setImmediate(goOn);
    expect(await background.all(LATE)).toEqual([{ n: 1 }, { n: 300_000 }]);
    isFound = true;
    expect(turns).toBeGreaterThan(100);
  });

  test('ends a statement that takes too long, and goes on', async () => {
    open(20);
    await expect(background.all(ENDLESS)).rejects.toMatchObject({ code: 'SQLITE_INTERRUPT' });
    expect(await background.all('select text from word where number = $1', [2])).toEqual([{ text: 'two' }]);
  });

  test('refuses what would have to wait for too many, and not what comes later', async () => {
    open(60_000, 2);
    const read = () => background.all('select count(*) as n from word');
    const [first, second, third] = await Promise.allSettled([read(), read(), read()]);
    expect([first.status, second.status]).toEqual(['fulfilled', 'fulfilled']);
    expect(third).toMatchObject({ reason: { code: 'SQLITE_BUSY' } });
    expect(await read()).toEqual([{ n: 3 }]);
  });

  test('changes nothing', async () => {
    open(60_000);
    await expect(background.all('delete from word returning number')).rejects.toThrow();
    expect(await background.all('select count(*) as n from word')).toEqual([{ n: 3 }]);
  });

  test('ends with what is under way and what waits when it is closed', async () => {
    open(60_000);
    const both = Promise.allSettled([background.all(ENDLESS), background.all('select 1')]);
    await new Promise(setImmediate);
    const closed = background.close();
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await closed;
  });
});
