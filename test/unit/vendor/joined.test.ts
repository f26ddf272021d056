import { describe, expect, test } from '@jest/globals';
import { Joined } from '../../../src/vendor/joined.js';

/** Works that are settled by hand, and counted. */
function works() {
  const begun: { controller: AbortController; settle: (result: string) => void; fail: (e: Error) => void }[] =
    [];
  const start = (controller: AbortController): Promise<string> =>
    new Promise((settle, fail) => {
      begun.push({ controller, settle, fail });
    });
  return { begun, start };
}

describe('Joined', () => {
  test('does the work once for all who ask while it is under way', async () => {
    const joined = new Joined<string>();
    const { begun, start } = works();
    const results = [1, 2, 3].map(() => joined.run('a', start));
    const other = joined.run('b', start);
    expect(begun).toHaveLength(2);
    begun[0]!.settle('A');
    begun[1]!.settle('B');
    await expect(Promise.all([...results, other])).resolves.toEqual(['A', 'A', 'A', 'B']);
  });

  test('begins afresh once it is settled, well or badly', async () => {
    const joined = new Joined<string>();
    const { begun, start } = works();
    const first = joined.run('a', start);
    begun[0]!.fail(new Error('broken'));
    await expect(first).rejects.toThrow('broken');
    const second = joined.run('a', start);
    begun[1]!.settle('fresh');
    await expect(second).resolves.toBe('fresh');
    expect(begun.map(({ controller }) => controller.signal.aborted)).toEqual([false, false]);
  });

  test('lets one caller leave without disturbing the others', async () => {
    const joined = new Joined<string>();
    const { begun, start } = works();
    const leaving = new AbortController();
    const gone = joined.run('a', start, leaving.signal);
    const stays = joined.run('a', start, new AbortController().signal);
    leaving.abort(new Error('client went away'));
    await expect(gone).rejects.toThrow('client went away');
    expect(begun[0]!.controller.signal.aborted).toBe(false);
    begun[0]!.settle('A');
    await expect(stays).resolves.toBe('A');
  });

  test('aborts the work when the last one leaves, and gives a newcomer a new one', async () => {
    const joined = new Joined<string>();
    const { begun, start } = works();
    const leaving = new AbortController();
    const gone = joined.run('a', start, leaving.signal);
    leaving.abort(new Error('client went away'));
    await expect(gone).rejects.toThrow('client went away');
    expect(begun[0]!.controller.signal.aborted).toBe(true);
    const next = joined.run('a', start);
    begun[0]!.fail(new Error('torn down'));
    begun[1]!.settle('new');
    await expect(next).resolves.toBe('new');
  });

  test('begins nothing for a caller who has left already', async () => {
    const { begun, start } = works();
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(new Joined<string>().run('a', start, signal)).rejects.toThrow('too late');
    expect(begun).toHaveLength(0);
  });

  test('aborts everything with the reason it is given', () => {
    const joined = new Joined<string>();
    const { begun, start } = works();
    const runs = ['a', 'b'].map((key) => joined.run(key, start));
    joined.abortAll(new Error('closing'));
    for (const { controller } of begun) expect(controller.signal.reason).toEqual(new Error('closing'));
    expect(begun).toHaveLength(2);
    begun.forEach(({ settle }) => {
      settle('');
    });
    return Promise.all(runs);
  });
});
