/**
 * A process that stores reports until it is killed: `victim.ts <file> <prefix>`. On stdout it says what it is about to do and
 * what is committed, a line each: `? save id n`, `! save id n`, `? erase id`, `! erase id`.
 */
import { writeSync } from 'node:fs';
import { createStore } from '../../../src/store/create-store.js';
import { prepareDatabase } from '../../../src/store/prepare-database.js';
import { smallReport } from '../stored-report.js';

const [file = '', prefix = ''] = process.argv.slice(2);
const database = await prepareDatabase(
  { kind: 'file', file },
  new Map([['default', 'https://vendor.test']]),
  Date.now,
);
const store = createStore({ database, nowMs: Date.now });

/** Not through a buffer of this process: it dies with it. */
async function told(what: string, work: Promise<unknown>): Promise<void> {
  writeSync(1, `? ${what}\n`);
  await work;
  writeSync(1, `! ${what}\n`);
}

async function work(worker: number): Promise<never> {
  for (let round = 0; ; round += 1) {
    const id = `${prefix}-${worker}-${round}`;
    for (let version = 1; version <= 1 + (round % 3); version += 1) {
      const content = { a: `a${version}`, b: 'same', c: `c${version}`.repeat(500) };
      await told(`save ${id} ${version}`, store.saveReport('default', smallReport(id, content)));
    }
    if (round % 5 === 4)
      await told(`erase ${id}`, store.eraseReport('default', id, { client: 'victim', reason: 'request' }));
  }
}

await Promise.all([0, 1, 2, 3].map(work));
