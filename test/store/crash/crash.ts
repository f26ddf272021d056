import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createStore } from '../../../src/store/create-store.js';
import type { Database } from '../../../src/store/database.js';
import { prepareDatabase } from '../../../src/store/prepare-database.js';
import { PROGRAMS } from '../../helpers/programs.js';
import { Told } from './told.js';

/** What came of killing a process that stores reports, again and again. */
export interface CrashResult {
  /** Commits that it had told of. */
  readonly acknowledged: number;
  /** What was told and is not so, and what is damaged. */
  readonly problems: readonly string[];
  /** How long it took to open the store after each kill and to commit to it, in ms. */
  readonly readyMs: readonly number[];
}

/**
 * Kills a process that stores reports in an SQLite file, opens the file after each kill, and looks for what was committed.
 *
 * @param delayMs how long after the first commits each kill comes.
 */
export async function crash(delaysMs: readonly number[]): Promise<CrashResult> {
  const folder = mkdtempSync(join(tmpdir(), 'crash-'));
  const file = join(folder, 'gateway.db');
  const told = new Told();
  const problems: string[] = [];
  const readyMs: number[] = [];
  try {
    for (const [index, delay] of delaysMs.entries()) {
      await storeUntilKilled(file, `life${index}`, delay, told);
      const started = performance.now();
      const database = await prepareDatabase(
        { kind: 'file', file },
        new Map([['default', 'https://vendor.test']]),
        Date.now,
      );
      const store = createStore({ database, nowMs: Date.now });
      if (!(await store.isWritable())) problems.push('the store cannot be written');
      readyMs.push(performance.now() - started);
      problems.push(...(await told.broken(store)), ...(await damage(database)));
      await store.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { acknowledged: told.acknowledged, problems, readyMs };
}

async function storeUntilKilled(file: string, prefix: string, delay: number, told: Told): Promise<void> {
  const victim = spawn(process.execPath, [`${PROGRAMS}/victim.js`, file, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(victim, 'close');
  const before = told.acknowledged;
  victim.stdout.setEncoding('utf8').on('data', (text: string) => {
    told.hear(text);
  });
  while (told.acknowledged < before + 10 && victim.exitCode === null) await sleep(5);
  await sleep(delay);
  victim.kill('SIGKILL');
  await ended;
  told.endOfLife();
}

/** What SQLite finds wrong with the file, and halves of commits. */
async function damage(database: Database): Promise<string[]> {
  const checked = await database.all('pragma integrity_check');
  const halves = await database.all(
    `select r.id from report r where r.erased_at is null and (
      not exists (select 1 from raw_version v where v.report_id = r.id and v.is_current = 1)
      or not exists (select 1 from binary_source b where b.report_id = r.id)
      or 5 <> (
        select count(*) from report_resource m
          join resource_version v on v.id = m.id and v.type = m.type and v.is_current = 1 and v.json is not null
          join search_resource s on s.id = m.id and s.type = m.type
          where m.report_id = r.id))`,
  );
  return [
    ...checked.map((row) => String(row['integrity_check'])).filter((text) => text !== 'ok'),
    ...halves.map(({ id }) => `half of ${String(id)} is stored`),
  ];
}
