import { describe, expect, test } from '@jest/globals';
import type { DeliveryOutcome } from '../../../../src/deliver/outcome.js';
import { startLane, type LaneDependencies } from '../../../../src/deliver/worker/lane.js';
import type { AttemptEnd, Pace } from '../../../../src/deliver/worker/pace.js';
import { claimedDelivery } from './claimed-delivery.js';

/** Takes `most` at a time. */
function paceOf(most: number, ends: AttemptEnd[] = []): Pace {
  return {
    free: (underWay) => most - underWay,
    begin: () => undefined,
    end: (outcome) => ends.push(outcome),
    nextMs: () => null,
  };
}

/** A queue that has these, and a lane that sends from it until it is empty. */
function laneOver(ids: string[], given: Partial<LaneDependencies>) {
  let emptied: () => void = () => undefined;
  const empty = new Promise<void>((resolve) => {
    emptied = resolve;
  });
  const limits: number[] = [];
  const queue: LaneDependencies['queue'] = {
    claim: (_destination, _owner, _nowMs, _leaseMs, limit) => {
      limits.push(limit);
      const claims = ids.splice(0, limit).map(claimedDelivery);
      if (claims.length === 0) emptied();
      return Promise.resolve(claims);
    },
    nextDueMs: () => Promise.resolve(null),
  };
  const lane = startLane({
    destination: 'ward',
    queue,
    pace: paceOf(2),
    attempt: () => Promise.resolve('delivered'),
    owner: 'w',
    leaseMs: 60_000,
    nowMs: () => 0,
    monotonicMs: () => 0,
    onError: (error) => {
      throw error;
    },
    ...given,
  });
  return { lane, empty, limits };
}

describe('a lane', () => {
  test('sends everything that is due, so many at a time as its pace allows', async () => {
    const sent: string[] = [];
    let [underWay, most] = [0, 0];
    const attempt: LaneDependencies['attempt'] = async ({ id }) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      sent.push(id);
      return 'delivered';
    };
    const { lane, empty } = laneOver(['a', 'b', 'c', 'd', 'e'], { attempt });
    await empty;
    await lane.stop(1_000);
    expect(sent.sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(most).toBe(2);
  });

  test('tells its pace how each ended', async () => {
    const ends: AttemptEnd[] = [];
    const outcomes: (DeliveryOutcome | null)[] = ['transient', null];
    const attempt = () => Promise.resolve(outcomes.shift() ?? null);
    const { lane, empty } = laneOver(['a', 'b'], { attempt, pace: paceOf(1, ends) });
    await empty;
    await lane.stop(1_000);
    expect(ends).toEqual(['transient', null]);
  });

  test('goes on after an attempt that threw, and tells of it', async () => {
    const errors: unknown[] = [];
    const attempt: LaneDependencies['attempt'] = ({ id }) =>
      id === 'a' ? Promise.reject(new Error('store')) : Promise.resolve('delivered');
    const { lane, empty } = laneOver(['a', 'b'], {
      attempt,
      pace: paceOf(1),
      onError: (error) => errors.push(error),
    });
    await empty;
    await lane.stop(1_000);
    expect(errors).toHaveLength(1);
  });

  test('claims no more than it may begin', async () => {
    const { lane, empty, limits } = laneOver(['a', 'b', 'c'], { pace: paceOf(3) });
    await empty;
    await lane.stop(1_000);
    expect(Math.max(...limits)).toBe(3);
  });

  test('that is stopped waits for what is under way, and claims no more', async () => {
    const ids = ['a', 'b'];
    let end: (outcome: DeliveryOutcome) => void = () => undefined;
    let begun: () => void = () => undefined;
    const isBegun = new Promise<void>((resolve) => (begun = resolve));
    const attempt: LaneDependencies['attempt'] = () => {
      begun();
      return new Promise((resolve) => (end = resolve));
    };
    const { lane } = laneOver(ids, { attempt, pace: paceOf(1) });
    await isBegun;
    const stopped = lane.stop(60_000);
    end('delivered');
    await stopped;
    expect(ids).toEqual(['b']);
  });

  test('that is stopped ends what takes longer than it may', async () => {
    let begun: () => void = () => undefined;
    const isBegun = new Promise<void>((resolve) => (begun = resolve));
    const attempt: LaneDependencies['attempt'] = (_claim, stopping) => {
      begun();
      return new Promise((resolve) => {
        stopping.addEventListener('abort', () => {
          resolve(null);
        });
      });
    };
    const { lane } = laneOver(['a'], { attempt });
    await isBegun;
    await expect(lane.stop(0)).resolves.toBeUndefined();
  });

  test('takes the times of its pace from a clock that nobody sets', async () => {
    const times: number[] = [];
    const note = (_: unknown, nowMs: number): void => {
      times.push(nowMs);
    };
    const pace = {
      ...paceOf(1),
      free: (underWay: number, nowMs: number) => {
        times.push(nowMs);
        return 1 - underWay;
      },
      begin: note,
      end: note,
    };
    const { lane, empty } = laneOver(['a'], { pace, nowMs: () => -1, monotonicMs: () => 7 });
    await empty;
    await lane.stop(1_000);
    expect(new Set(times)).toEqual(new Set([7]));
  });

  test('says what it has in hand whenever it claims, so that no clock makes another claim of it', async () => {
    const said: (readonly string[])[] = [];
    const ids = ['a', 'b', 'c'];
    const { lane } = laneOver([], {
      queue: {
        claim: (_destination, _owner, _nowMs, _leaseMs, _limit, underWay) => {
          said.push(underWay.map(({ id }) => id));
          return Promise.resolve(ids.splice(0, 1).map(claimedDelivery));
        },
        nextDueMs: () => Promise.resolve(0),
      },
      pace: paceOf(3),
      attempt: (_claim, stopping) =>
        new Promise((resolve) => {
          stopping.addEventListener('abort', () => {
            resolve(null);
          });
        }),
    });
    for (let turn = 0; said.length < 4 && turn < 10; turn += 1) {
      lane.wake();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await lane.stop(0);
    expect(said.slice(0, 3)).toEqual([[], ['a'], ['a', 'b']]);
  });

  test.each([
    ['once a second where it got nothing of what was due: the destination is closed', 0, 1_000],
    ['at once where something fell due while it asked', 15, 1],
  ])('looks again %s', async (_when, dueMs, waitMs) => {
    let nowMs = 0;
    const waited = await new Promise<number>((resolve) => {
      const { lane } = laneOver([], {
        queue: { claim: () => Promise.resolve([]), nextDueMs: () => Promise.resolve(dueMs) },
        nowMs: () => (nowMs += 10),
        startTimer: (_run, ms) => {
          resolve(ms);
          void lane.stop(0);
          return () => undefined;
        },
      });
    });
    expect(waited).toBe(waitMs);
  });
});
