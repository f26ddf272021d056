import { expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { DeliveryDestination } from '../../src/deliver/destination/delivery-destination.js';
import type { Answer } from '../../src/deliver/send/answer.js';
import type { Sender } from '../../src/deliver/send/sender.js';
import { startWorkers } from '../../src/deliver/worker/delivery-workers.js';
import { createStore } from '../../src/store/create-store.js';
import { migrate } from '../../src/store/migrate.js';
import { openSqlite } from '../../src/store/sqlite.js';
import { numberOf } from '../../src/store/row.js';
import { createOutbox } from '../../src/store/outbox/create-outbox.js';
import { testDestination } from '../helpers/destination.js';
import { virtualClock, type VirtualClock } from '../helpers/virtual-clock.js';
import { smallReport } from '../store/stored-report.js';

const REPORTS = 40;
const EVERY_MS = 200;
const ANSWER_MS = 50;
const TIMEOUT_MS = 30_000;

/** A sender to a server that stores everything, or never answers. */
function senderTo({ name }: DeliveryDestination, clock: VirtualClock): Sender {
  const send: Sender['send'] = async ({ entries, interaction }): Promise<Answer> => {
    if (name === 'dead') {
      await clock.wait(TIMEOUT_MS);
      return { kind: 'unanswered', code: 'timeout', isSent: true };
    }
    await clock.wait(ANSWER_MS);
    const entry = entries.map(() => ({ response: { status: '200 OK' } }));
    const isBundle = interaction !== 'resource';
    const body = isBundle ? { resourceType: 'Bundle', type: `${interaction}-response`, entry } : undefined;
    return { kind: 'answered', status: 200, form: isBundle ? 'json' : 'empty', body, headers: {} };
  };
  const get = () => Promise.reject(new Error('nothing is read'));
  return { send, get, credentials: () => [], close: () => Promise.resolve() };
}

/** @returns how long each delivery to the living destination took, in ms, the shortest first. */
async function timesOf(names: readonly string[]): Promise<number[]> {
  const clock = virtualClock(5);
  const { nowMs, startTimer } = clock;
  const database = openSqlite('memory');
  await migrate(database, nowMs);
  const waking: { wake?: (names: readonly string[]) => void } = {};
  const store = createStore({ database, nowMs, onEnqueued: (enqueued) => waking.wake?.(enqueued) });
  const workers = startWorkers({
    ...{ store, nowMs, monotonicMs: nowMs, startTimer, nextId: randomUUID, owner: 'w', random: () => 0.5 },
    destinations: names.map((name) => testDestination({ name })),
    outbox: createOutbox({ database, newId: randomUUID }),
    openSender: (destination) => senderTo(destination, clock),
    fileOf: () => Promise.resolve(null),
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: (problem: unknown) => {
        throw new Error('a worker failed', { cause: problem });
      },
    },
  });
  waking.wake = workers.wake;
  for (let number = 0; number < REPORTS; number += 1) {
    startTimer(() => {
      void store.saveReport('default', smallReport(`r${number}`, { a: 'one' }), { deliverTo: names });
    }, number * EVERY_MS);
  }
  await clock.runUntil(() => nowMs() > REPORTS * EVERY_MS + 60_000);
  const rows = await database.all(
    `select finished_at - created_at as took from delivery where destination = 'living' and state = 'delivered'`,
  );
  let isStopped = false;
  const stopped = workers.stop(0).then(() => {
    isStopped = true;
  });
  await clock.runUntil(() => isStopped);
  await stopped;
  await database.close();
  return rows.map((row) => numberOf(row, 'took')).sort((one, other) => one - other);
}

test('a destination that never answers delays no other', async () => {
  const [alone, besideDead] = [await timesOf(['living']), await timesOf(['dead', 'living'])];
  expect(alone).toHaveLength(REPORTS);
  expect(besideDead).toHaveLength(REPORTS);
  const p99 = (times: readonly number[]) => times[Math.floor(times.length * 0.99)] ?? NaN;
  expect(p99(alone)).toBeGreaterThanOrEqual(ANSWER_MS);
  expect(p99(besideDead)).toBeLessThanOrEqual(p99(alone) * 1.2);
}, 20_000);
