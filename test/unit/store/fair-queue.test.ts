import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { OutcomeError } from '../../../src/fhir/outcome.js';
import { createFairQueue } from '../../../src/store/fair-queue.js';

/** A queue whose work is ended by hand. */
function observed(places: number, maxWaiting = 20) {
  const queue = createFairQueue(places, maxWaiting);
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  return {
    begun,
    ask: (client: string, name: string, signal?: AbortSignal) =>
      queue({ client, ...(signal === undefined ? {} : { signal }) }, () => {
        begun.push(name);
        return new Promise<string>((resolve) => {
          ends.push(() => {
            resolve(name);
          });
        });
      }),
    /** Ends one after the other, what was begun first first. */
    end: async (count: number) => {
      for (let ended = 0; ended < count; ended += 1) {
        await nextTurn();
        ends.shift()?.();
      }
      await nextTurn();
    },
  };
}

describe('a fair queue', () => {
  test('lets as much be under way as it has places', async () => {
    const { ask, begun, end } = observed(2);
    const all = Promise.all(['a', 'b', 'c'].map((name) => ask('one', name)));
    await nextTurn();
    expect(begun).toEqual(['a', 'b']);
    await end(1);
    expect(begun).toEqual(['a', 'b', 'c']);
    await end(2);
    expect(await all).toEqual(['a', 'b', 'c']);
  });

  test('gives each client its turn, however much another one waits for', async () => {
    const { ask, begun, end } = observed(1);
    const all = [ask('one', '1a'), ask('one', '1b'), ask('one', '1c'), ask('two', '2a'), ask('two', '2b')];
    await end(5);
    expect(begun).toEqual(['1a', '1b', '2a', '1c', '2b']);
    await Promise.all(all);
  });

  test('refuses what would wait behind too much of the same client only, with 503', async () => {
    const { ask, end } = observed(1, 1);
    const all = [ask('one', '1a'), ask('one', '1b'), ask('two', '2a')];
    const refused = ask('one', '1c');
    await expect(refused).rejects.toBeInstanceOf(OutcomeError);
    await expect(refused).rejects.toMatchObject({
      status: 503,
      headers: { 'Retry-After': '5' },
      outcome: { issue: [{ code: 'throttled' }] },
    });
    await end(3);
    expect(await Promise.all(all)).toEqual(['1a', '1b', '2a']);
  });

  test('drops at once what waits for somebody who has left', async () => {
    const { ask, begun, end } = observed(1, 1);
    const leaving = new AbortController();
    const first = ask('one', 'first');
    const left = ask('one', 'left', leaving.signal);
    leaving.abort();
    await expect(left).rejects.toBe(leaving.signal.reason);
    const second = ask('one', 'second');
    await nextTurn();
    expect(begun).toEqual(['first']);
    await end(2);
    expect(await Promise.all([first, second])).toEqual(['first', 'second']);
    expect(begun).toEqual(['first', 'second']);
  });

  test('begins nothing for somebody who has left before', async () => {
    const { ask, begun } = observed(1);
    await expect(ask('one', 'late', AbortSignal.abort(new Error('left')))).rejects.toThrow('left');
    expect(begun).toEqual([]);
  });

  test('goes on after work that fails', async () => {
    const queue = createFairQueue(1, 1);
    const failing = queue({ client: 'one' }, () => Promise.reject(new Error('broken')));
    const next = queue({ client: 'one' }, () => 'done');
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('done');
  });
});
