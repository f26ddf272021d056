import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drained, sentAlone } from './draining.js';
import { quantile } from './sampling.js';
import { found, ServerProcess } from './server-process.js';
import { sharedBy } from './sharing.js';
import { takenIn } from './taking-in.js';

/* `npm run bench`, deliveries: from the durable outbox to a server that takes everything. BENCH_DELIVERIES changes how many. */
const COUNT = Number(process.env['BENCH_DELIVERIES'] ?? 1_000);
const ROUNDS = 3;
/** A HAPI server takes about so long for a report. */
const ANSWER_MS = 100;

const folder = mkdtempSync(join(tmpdir(), 'bench-delivery-'));
const file = join(folder, 'gateway.db');
const log = join(folder, 'server.log');
const script = join(import.meta.dirname, 'taking-server.ts');
const server = new ServerProcess(['--import', 'tsx', script], openSync(log, 'a'));

function print(name: string, one: number, other: number, bound: string): void {
  const rates = `${one.toFixed(0)} ÷ ${other.toFixed(0)} a second`;
  process.stdout.write(`${name.padEnd(72)}${rates.padStart(26)} = ${(one / other).toFixed(2)}  ${bound}\n`);
}

function middle(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

try {
  const url = await found(log, /(http\S+)/);
  process.stdout.write('\ndeliveries\n');
  const [ours, theirs, intakes]: [number[], number[], number[]] = [[], [], []];
  const [alone, grouped]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    theirs.push(await sentAlone(url, file, COUNT));
    ours.push(await drained(url, file, COUNT));
    const taken = await takenIn(file, COUNT * 4);
    intakes.push(taken.intakes);
    alone.push(taken.alone);
    grouped.push(taken.grouped);
  }
  print('pushes from the outbox ÷ fhir-kit-client alone', middle(ours), middle(theirs), '≥ 0.9');
  print(
    'intakes ÷ commits of one row, one after the other (SQLite)',
    middle(intakes),
    middle(alone),
    '≥ 0.5',
  );
  print('intakes ÷ transactions of one row, many in a commit', middle(intakes), middle(grouped), '');
  // A hospital's server takes its time; one that answers at once leaves two cores nothing to share.
  const slow = new URL(`after/${ANSWER_MS}`, `${url}/`).href;
  const [one, three] = [await sharedBy(1, slow, COUNT), await sharedBy(3, slow, COUNT)];
  print(`three processes on one PostgreSQL ÷ one, answers after ${ANSWER_MS} ms`, three, one, '≥ 1.6');
} finally {
  server.stop();
  rmSync(folder, { recursive: true });
}
