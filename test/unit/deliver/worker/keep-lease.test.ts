import { describe, expect, test } from '@jest/globals';
import { keepLease, type LeaseKeeping } from '../../../../src/deliver/worker/keep-lease.js';
import { virtualClock } from '../../../helpers/virtual-clock.js';

const LEASE = 60_000;

function keeping(extend: LeaseKeeping['extend']) {
  const clock = virtualClock(1);
  const { nowMs: monotonicMs, startTimer } = clock;
  const stopping = new AbortController().signal;
  const lease = keepLease({ leaseMs: LEASE, extend, stopping, startTimer, monotonicMs });
  /** When the work was ended. */
  const endMs = async (): Promise<number> => {
    await clock.runUntil(() => lease.signal.aborted);
    return clock.nowMs();
  };
  return { clock, lease, endMs };
}

describe('a lease', () => {
  test('whose extension has no answer ends the work before it ends', async () => {
    const { endMs } = keeping(() => new Promise(() => undefined));
    expect(await endMs()).toBe(40_000);
  });

  test('is extended as long as that is possible', async () => {
    let times = 0;
    const { endMs } = keeping(() => Promise.resolve((times += 1) < 10));
    expect(await endMs()).toBe(200_000);
  });

  test('counts from when its extension was asked for, not from the answer', async () => {
    let times = 0;
    const { clock, endMs } = keeping(async () => {
      times += 1;
      if (times > 1) return new Promise(() => undefined);
      await clock.wait(15_000);
      return true;
    });
    expect(await endMs()).toBe(60_000);
  });

  test('ends the work of a process that stood still before that sends anything', () => {
    let nowMs = 0;
    const lease = keepLease({
      leaseMs: LEASE,
      extend: () => Promise.resolve(true),
      stopping: new AbortController().signal,
      startTimer: () => () => undefined,
      monotonicMs: () => nowMs,
    });
    nowMs = 39_999;
    lease.check();
    expect(lease.signal.aborted).toBe(false);
    nowMs = 40_000;
    lease.check();
    expect(lease.signal.aborted).toBe(true);
  });

  test('that is stopped ends nothing any more', async () => {
    const { clock, lease } = keeping(() => Promise.resolve(true));
    lease.stop();
    await expect(clock.runUntil(() => lease.signal.aborted)).rejects.toThrow('nothing is waited for');
  });
});
