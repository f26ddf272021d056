/**
 * `npm run chaos [reports] [kills] [sqlite|postgresql]`: many reports to two destinations that fail all the time, by processes that
 * are killed meanwhile; on SQLite by one process, on PostgreSQL by three. Fails when anything is lost, there twice, wrong or given
 * up, and when a destination took in more than 1.35 times what it was to get. CHAOS_SEED changes what happens.
 */
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../store/postgres-server.js';
import { chaos, type ChaosOptions, type ChaosProgress, type ChaosResult } from './chaos.js';
import { HOSPITALS } from './destinations.js';
import type { GatewaySettings } from './gateway-process.js';

const [reports = '20000', kills = '200', engine = 'both'] = process.argv.slice(2);
const seed = Number(process.env['CHAOS_SEED'] ?? randomInt(2 ** 31));
/** With a minute's wait over in 12 ms, it is the machine that says how long it takes. */
const SPEED = 5_000;
const TIMEOUT_MS = 500;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function show({ accepted, work, kills: killed }: ChaosProgress): void {
  if (!process.stderr.isTTY) return;
  const { delivered, deliveries, givenUp } = work;
  process.stderr.write(
    `\r\x1b[K  taken in ${accepted}, delivered ${delivered}, open ${deliveries}, given up ${givenUp}, killed ${killed}`,
  );
}

/** Prints what came of it. @returns whether that is as it must be. */
function judge({ hospitals, work, kills: killed, problems }: ChaosResult): boolean {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  print(`  delivered ${work.delivered}, given up ${work.givenUp}, processes killed ${killed}`);
  for (const problem of problems.slice(0, 20)) print(`  problem: ${problem.slice(0, 500)}`);
  let isGood = work.givenUp === 0;
  for (const { name, bundles, requests, faults, lost, duplicates, wrong, strange } of hospitals) {
    const ratio = (bundles * hospitals.length) / work.delivered;
    const most = HOSPITALS.find((one) => one.name === name)?.mostSent ?? 0;
    const struck = Object.values(faults).reduce((sum, count) => sum + count, 0);
    print(
      `  ${name}: lost ${lost.length}, twice ${duplicates.length}, wrong ${wrong.length}, strange ${strange.length}; ` +
        `${bundles} Bundles taken in, ${ratio.toFixed(3)} for each delivery (≤ ${most}); ${struck} of ${requests} requests spoilt`,
    );
    for (const key of [...lost, ...duplicates, ...wrong, ...strange].slice(0, 10)) print(`    ${key}`);
    isGood &&= lost.length + duplicates.length + wrong.length + strange.length === 0 && ratio <= most;
  }
  return isGood;
}

async function runOn(place: GatewaySettings['place'], processes: number): Promise<boolean> {
  print(`${place.kind === 'file' ? 'SQLite' : 'PostgreSQL'}, ${processes} delivering process(es)`);
  const counts = { reports: Number(reports), kills: Number(kills) };
  const options: ChaosOptions = { place, processes, ...counts, seed, speed: SPEED, timeoutMs: TIMEOUT_MS };
  const started = performance.now();
  const isGood = judge(await chaos(options, show));
  const seconds = ((performance.now() - started) / 1_000).toFixed(0);
  print(`  ${isGood ? 'good' : 'NOT GOOD'}, after ${seconds} s`);
  return isGood;
}

async function onSqlite(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'chaos-store-'));
  try {
    return await runOn({ kind: 'file', file: join(folder, 'gateway.db') }, 1);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function onPostgres(): Promise<boolean> {
  const postgres = await startPostgres();
  try {
    return await runOn({ kind: 'postgresql', url: postgres.url }, 3);
  } finally {
    await postgres.stop();
  }
}

print(`${reports} reports to 2 destinations on a bad day, ${kills} kills, seed ${seed}`);
const verdicts = [
  ...(engine === 'postgresql' ? [] : [await onSqlite()]),
  ...(engine === 'sqlite' ? [] : [await onPostgres()]),
];
process.exitCode = verdicts.every(Boolean) ? 0 : 1;
