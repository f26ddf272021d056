import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { ExplanationSteps } from '../../../../src/explain/explain.js';
import { createExplainInTurns } from '../../../../src/serve/report/explain-in-turns.js';

const { signal } = new AbortController();

/** Steps that never end, each as long as a turn. */
function* endless(): ExplanationSteps {
  for (;;) {
    const end = performance.now() + 11;
    while (performance.now() < end);
    yield;
  }
}

describe('explanations', () => {
  test('begin one at a time: the next one when the one before has failed, or nobody wants it any more', async () => {
    const explain = createExplainInTurns();
    const leaving = new AbortController();
    const begun: string[] = [];
    const begin = (name: string, steps: () => ExplanationSteps) => () => {
      begun.push(name);
      return steps();
    };
    const refuse = (): never => {
      throw new Error('no report');
    };
    const first = explain({ client: 'a', signal: leaving.signal }, begin('first', endless));
    const second = explain({ client: 'b', signal }, begin('second', refuse));
    const third = explain({ client: 'b', signal }, begin('third', refuse));
    const all = Promise.allSettled([first, second, third]);
    await nextTurn();
    expect(begun).toEqual(['first']);
    leaving.abort(new Error('left'));
    expect((await all).map((one) => (one.status === 'rejected' ? String(one.reason) : ''))).toEqual([
      'Error: left',
      'Error: no report',
      'Error: no report',
    ]);
    expect(begun).toEqual(['first', 'second', 'third']);
  });

  test('that too many of the same client wait for are refused with 503', async () => {
    const explain = createExplainInTurns();
    const leaving = new AbortController();
    const of = (client: string) => explain({ client, signal: leaving.signal }, endless);
    const all = Promise.allSettled([...Array.from({ length: 9 }, () => of('a')), of('b')]);
    await expect(of('a')).rejects.toMatchObject({ status: 503, kind: 'too-many-explanations' });
    leaving.abort();
    expect((await all).map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 'rejected'));
  });
});
