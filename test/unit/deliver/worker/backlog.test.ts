import { beforeAll, describe, expect, test } from '@jest/globals';
import { createPace } from '../../../../src/deliver/worker/create-pace.js';
import { startLane } from '../../../../src/deliver/worker/lane.js';
import { virtualClock } from '../../../helpers/virtual-clock.js';

const BACKLOG = 10_000;
const RATE = 50;
const CONCURRENCY = 8;
const REQUEST_MS = 100;
const RECOVERY_MS = 30 * 60_000;
const BACKOFF_MS = 60_000;
/** A probe comes after five minutes at most. */
const LONGEST_PROBE_MS = 5 * 60_000;

/** One request as the server saw it. */
interface Seen {
  readonly atMs: number;
  /** How many were under way, this one included. */
  readonly beside: number;
}

/** Sends a backlog to a server that is down for half an hour. */
async function drain(): Promise<{ before: Seen[]; after: Seen[]; endMs: number }> {
  const clock = virtualClock(1);
  const queue = Array.from({ length: BACKLOG }, (_, id) => ({ id, dueMs: 0 }));
  const seen: Seen[] = [];
  let [underWay, delivered] = [0, 0];
  const lane = startLane<{ id: number }>({
    ...{ destination: 'ward', owner: 'w', leaseMs: 60_000 },
    ...{ nowMs: clock.nowMs, monotonicMs: clock.nowMs, startTimer: clock.startTimer },
    pace: createPace({ concurrency: CONCURRENCY, ratePerSecond: RATE }, () => 0.5, 0),
    queue: {
      claim: (_destination, _owner, nowMs, _leaseMs, limit) => {
        let count = 0;
        while (count < limit && (queue[count]?.dueMs ?? Infinity) <= nowMs) count += 1;
        return Promise.resolve(queue.splice(0, count));
      },
      nextDueMs: () => Promise.resolve(queue[0]?.dueMs ?? null),
    },
    attempt: async ({ id }) => {
      underWay += 1;
      const atMs = clock.nowMs();
      seen.push({ atMs, beside: underWay });
      await clock.wait(REQUEST_MS);
      underWay -= 1;
      if (atMs >= RECOVERY_MS) {
        delivered += 1;
        return 'delivered';
      }
      queue.push({ id, dueMs: clock.nowMs() + BACKOFF_MS });
      return 'unreachable';
    },
    onError: (error) => {
      throw error;
    },
  });
  await clock.runUntil(() => delivered === BACKLOG);
  const endMs = clock.nowMs();
  const stopped = lane.stop(0);
  await clock.runUntil(() => true);
  await stopped;
  const isBefore = ({ atMs }: Seen): boolean => atMs < RECOVERY_MS;
  return { before: seen.filter(isBefore), after: seen.filter((one) => !isBefore(one)), endMs };
}

describe('a backlog of 10,000 before a server that was down for half an hour', () => {
  let drained: Awaited<ReturnType<typeof drain>>;

  beforeAll(async () => {
    drained = await drain();
  });

  test('leaves the server alone while it is down, but for a probe from time to time', () => {
    expect(drained.before.length).toBeGreaterThan(CONCURRENCY);
    expect(drained.before.length).toBeLessThan(CONCURRENCY + 5 + 20);
  });

  test('begins slowly: one at a time, then twice as many after every ten successes', () => {
    const most = (from: number, to: number) =>
      Math.max(...drained.after.slice(from, to).map(({ beside }) => beside));
    expect([most(0, 11), most(0, 21), most(0, 31)]).toEqual([1, 2, 4]);
  });

  test('never gets ahead of the rate', () => {
    const { after } = drained;
    for (const [index, { atMs }] of after.entries()) {
      const sinceMs = atMs - 1_000;
      let inSecond = 1;
      while ((after[index - inSecond]?.atMs ?? -1) > sinceMs) inSecond += 1;
      expect(inSecond).toBeLessThanOrEqual(RATE + CONCURRENCY);
    }
  });

  test('drains at that rate', () => {
    const [first] = drained.after;
    expect(first?.atMs).toBeLessThanOrEqual(RECOVERY_MS + LONGEST_PROBE_MS);
    const drainMs = drained.endMs - (first?.atMs ?? 0);
    expect(drainMs).toBeLessThanOrEqual((BACKLOG / RATE) * 1_000 * 1.05);
  });
});
