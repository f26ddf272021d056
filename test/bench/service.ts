import { readFileSync } from 'node:fs';
import type { Bundle } from 'fhir/r4.js';
import { Pool } from 'undici';
import { vendorIdOf } from './multiply-reports.js';
import { quantile } from './sampling.js';
import { REPORT_SYSTEM, seedReports, storeReport } from './stored-reports.js';
import { openWorkplace, type Workplace } from './workplace.js';

/*
 * `npm run bench`, last part: the compiled gateway as a process of its own, over HTTP, its store an SQLite file. Times are of this
 * machine and hour; the ratio is of searches that took turns.
 */
const SMALL = 1_000;
const LARGE = 100_000;
/** Of each gateway, after as many that warm it up. */
const SEARCHES = 400;
const READS = 100_000;
const CLIENTS = 8;
const STARTS = 7;

function print(name: string, value: string, bound = ''): void {
  process.stdout.write(`${name.padEnd(64)}${value.padStart(9)}  ${bound}\n`);
}

async function measureStarts(workplace: Workplace, file: string, title: string): Promise<void> {
  const times: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const gateway = await workplace.start(file);
    times.push(gateway.readyMs);
    await gateway.end('SIGTERM');
  }
  print(`process start to the first answer, ${title}`, `${quantile(times, 0.5).toFixed(0)} ms`, '≤ 600 ms');
}

/** Resident memory of a process, in MB (proc(5)). */
function memoryOf(pid: number): string {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return `${(Number(kilobytes) / 1024).toFixed(0)} MB`;
}

async function measureMemory(workplace: Workplace): Promise<void> {
  const gateway = await workplace.start('memory.db');
  const resources = await storeReport(gateway);
  const paths = resources.map(({ resourceType, id = '' }) => `/fhir/${resourceType}/${id}`);
  const pool = new Pool(new URL(gateway.baseUrl).origin, { connections: CLIENTS });
  print('resident memory with one report stored', memoryOf(gateway.pid));
  let reads = 0;
  const client = async (): Promise<void> => {
    while (reads < READS) {
      const path = paths[reads % paths.length] ?? '';
      reads += 1;
      const { statusCode, body } = await pool.request({ method: 'GET', path });
      if (statusCode !== 200) throw new Error(`a read is answered ${statusCode}`);
      await body.dump();
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  print(`resident memory after ${READS} reads`, memoryOf(gateway.pid), '< 150 MB');
  await pool.close();
  await gateway.end('SIGTERM');
}

/** Milliseconds of one search, which must find one report. */
async function search(pool: Pool, copy: number): Promise<number> {
  const start = performance.now();
  const path = `/fhir/DiagnosticReport?identifier=${REPORT_SYSTEM}|${vendorIdOf(copy)}`;
  const { body } = await pool.request({ method: 'GET', path });
  const found = (await body.json()) as Bundle;
  if (found.total !== 1) throw new Error(`a search for one report found ${JSON.stringify(found)}`);
  return performance.now() - start;
}

async function compareSearches(workplace: Workplace): Promise<void> {
  const runs: { count: number; pool: Pool; times: number[] }[] = [];
  for (const count of [SMALL, LARGE]) {
    await seedReports(workplace, `${count}.db`, count);
    const { baseUrl } = await workplace.start(`${count}.db`);
    runs.push({ count, pool: new Pool(new URL(baseUrl).origin, { connections: 1 }), times: [] });
  }
  for (let round = 0; round < SEARCHES * 2; round += 1) {
    for (const { count, pool, times } of runs)
      times.push(await search(pool, 1 + ((round * 7919) % (count - 1))));
  }
  const [small = NaN, large = NaN] = runs.map(({ times }) => quantile(times.slice(SEARCHES), 0.25));
  print(`search by identifier over ${SMALL} reports`, `${small.toFixed(2)} ms`);
  print(`search by identifier over ${LARGE} reports`, `${large.toFixed(2)} ms`);
  print('the one ÷ the other', (large / small).toFixed(2), '≤ 1.5');
  for (const { pool } of runs) await pool.close();
}

const workplace = await openWorkplace();
process.stdout.write('\nthe gateway as a process, its store an SQLite file\n');
try {
  await measureStarts(workplace, 'empty.db', 'nothing stored');
  await measureMemory(workplace);
  await compareSearches(workplace);
  await measureStarts(workplace, `${LARGE}.db`, `${LARGE} reports stored`);
} finally {
  await workplace.clear();
}
