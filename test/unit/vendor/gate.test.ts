import { describe, expect, test } from '@jest/globals';
import { Gate, GateFull } from '../../../src/vendor/gate.js';

const never = new AbortController().signal;

/** A work that ends when it is told to. */
function work(): { start: () => Promise<string>; end: (result: string) => void; started: () => boolean } {
  let end: (result: string) => void = () => undefined;
  let started = false;
  const result = new Promise<string>((resolve) => {
    end = resolve;
  });
  return {
    start: () => {
      started = true;
      return result;
    },
    end,
    started: () => started,
  };
}

describe('Gate', () => {
  test('lets those who wait in one by one, in the order they came', async () => {
    const gate = new Gate(1, 2);
    const [first, second, third] = [work(), work(), work()] as const;
    const runs = [first, second, third].map(({ start }) => gate.run(start, never));
    expect([second.started(), third.started()]).toEqual([false, false]);
    first.end('1');
    await runs[0];
    await Promise.resolve();
    expect([second.started(), third.started()]).toEqual([true, false]);
    second.end('2');
    third.end('3');
    await expect(Promise.all(runs)).resolves.toEqual(['1', '2', '3']);
  });

  test('refuses at once whoever finds no room to wait', async () => {
    const gate = new Gate(1, 1);
    const [inside, waiting] = [work(), work()];
    const runs = [gate.run(inside.start, never), gate.run(waiting.start, never)];
    await expect(gate.run(work().start, never)).rejects.toBeInstanceOf(GateFull);
    inside.end('');
    waiting.end('');
    await Promise.all(runs);
  });

  test('frees the place of a work that fails', async () => {
    const gate = new Gate(1, 0);
    await expect(gate.run(() => Promise.reject(new Error('broken')), never)).rejects.toThrow('broken');
    await expect(gate.run(() => Promise.resolve('next'), never)).resolves.toBe('next');
  });

  test('forgets whoever gives up waiting, so that the next one moves up', async () => {
    const gate = new Gate(1, 1);
    const [inside, abandoned, patient] = [work(), work(), work()];
    const leaving = new AbortController();
    const first = gate.run(inside.start, never);
    const gone = gate.run(abandoned.start, leaving.signal);
    leaving.abort(new Error('enough'));
    await expect(gone).rejects.toThrow('enough');
    const last = gate.run(patient.start, never);
    inside.end('1');
    patient.end('2');
    await expect(Promise.all([first, last])).resolves.toEqual(['1', '2']);
    expect(abandoned.started()).toBe(false);
  });

  test('does not let in whoever has given up before', async () => {
    const attempt = work();
    await expect(new Gate(1, 1).run(attempt.start, AbortSignal.abort(new Error('late')))).rejects.toThrow(
      'late',
    );
    expect(attempt.started()).toBe(false);
  });
});
