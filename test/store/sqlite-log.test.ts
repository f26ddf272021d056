import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/store/database.js';
import { connectSqlite } from '../../src/store/sqlite-connection.js';
import { openSqlite } from '../../src/store/sqlite.js';

/** It reads without an end. */
const ENDLESS = `with recursive n(n) as (select 1 union all select n + 1 from n)
  select count(*) as n from n cross join word`;

describe('the write-ahead log of an SQLite file', () => {
  let folder: string;
  let file: string;
  let database: Database;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'log-'));
    file = join(folder, 'gateway.db');
    database = openSqlite({ file });
    await database.run('create table word (text text)');
    await database.run(`insert into word values ('one')`);
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const logSize = () => (existsSync(`${file}-wal`) ? statSync(`${file}-wal`).size : 0);

  test('is empty after closing, so that the file alone holds everything', async () => {
    await database.all('select text from word');
    await database.background({ client: 'tester' }).all('select text from word');
    const underWay = database
      .background({ client: 'tester' })
      .all(ENDLESS)
      .catch(() => undefined);
    await database.close();
    await underWay;
    expect(logSize()).toBe(0);
    copyFileSync(file, join(folder, 'copy.db'));
    const copy = connectSqlite(join(folder, 'copy.db'));
    expect(copy.all('select text from word')).toEqual([{ text: 'one' }]);
    copy.close();
  });

  test('is emptied after a deletion as soon as nobody reads it, and keeps nobody from writing until then', async () => {
    const other = connectSqlite(file);
    other.run('begin');
    other.all('select text from word');
    await database.run('delete from word');
    const scrubbed = database.scrub();
    await database.run(`insert into word values ('two')`);
    other.run('commit');
    await scrubbed;
    expect(logSize()).toBe(0);
    other.close();
    await database.close();
  });
});
