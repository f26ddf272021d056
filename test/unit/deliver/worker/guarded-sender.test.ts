import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../../../src/deliver/send/answer.js';
import { createPace } from '../../../../src/deliver/worker/create-pace.js';
import { guardedSender, type Guard } from '../../../../src/deliver/worker/guarded-sender.js';
import { virtualClock } from '../../../helpers/virtual-clock.js';

/** Attempts at a destination that takes one request a second. */
function sending(given: Partial<Guard> = {}) {
  const clock = virtualClock(1);
  const pace = createPace({ concurrency: 1, ratePerSecond: 1 }, () => 0.5, 0);
  const sentMs: number[] = [];
  const get = (): Promise<Answer> => {
    sentMs.push(clock.nowMs());
    return Promise.resolve({ kind: 'unanswered', code: 'NONE', isSent: false });
  };
  const attempt = async (requests: number): Promise<void> => {
    pace.begin(1, clock.nowMs());
    const sender = guardedSender(
      { get, send: get },
      {
        check: () => undefined,
        takeRequest: () => pace.takeRequest(clock.nowMs()),
        signal: new AbortController().signal,
        startTimer: clock.startTimer,
        ...given,
      },
    );
    for (let sent = 0; sent < requests; sent += 1) await sender.get('Observation');
  };
  return { clock, sentMs, attempt, pace };
}

describe('a sender of an attempt', () => {
  test('sends the first request at once, and the further ones no faster than the rate', async () => {
    const { clock, sentMs, attempt } = sending();
    void attempt(5);
    await clock.runUntil(() => sentMs.length === 5);
    expect(sentMs).toEqual([0, 1_000, 2_000, 3_000, 4_000]);
  });

  test('leaves less for others to begin', async () => {
    const { clock, sentMs, attempt, pace } = sending();
    void attempt(2);
    await clock.runUntil(() => sentMs.length === 2);
    expect(pace.free(0, clock.nowMs())).toBe(0);
    expect(pace.free(0, clock.nowMs() + 1_000)).toBe(1);
  });

  test('waits no longer when the attempt is ended', async () => {
    const ended = new AbortController();
    const { sentMs, attempt } = sending({ takeRequest: () => 1_000, signal: ended.signal });
    const over = attempt(2);
    ended.abort();
    await over;
    expect(sentMs).toHaveLength(2);
  });

  test('asks each time whether the claim is still held', async () => {
    let checks = 0;
    const { attempt } = sending({ takeRequest: () => 0, check: () => (checks += 1) });
    await attempt(3);
    expect(checks).toBe(3);
  });
});
