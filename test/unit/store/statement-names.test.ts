import { describe, expect, test } from '@jest/globals';
import { createStatementNames } from '../../../src/store/statement-names.js';

describe('names of statements', () => {
  test('are given to what is asked again, each its own, and stay', () => {
    const names = createStatementNames();
    expect([names.of('a'), names.of('b')]).toEqual([undefined, undefined]);
    const given = [names.of('a'), names.of('b')];
    expect(new Set(given).size).toBe(2);
    expect([names.of('a'), names.of('b')]).toEqual(given);
    expect(given).not.toContain(undefined);
  });

  test('are not too many', () => {
    const names = createStatementNames(2);
    const given = ['a', 'b', 'c'].map((sql) => [names.of(sql), names.of(sql)][1]);
    expect(given).toEqual([expect.any(String), expect.any(String), undefined]);
  });

  test.each(['26000', '42P05'])('are given no more after error %s, which comes of them', (code) => {
    const names = createStatementNames();
    names.of('a');
    names.of('a');
    expect(names.areRefused(Object.assign(new Error('from the server'), { code }))).toBe(true);
    expect(names.of('a')).toBeUndefined();
  });

  test('stay after any other error', () => {
    const names = createStatementNames();
    names.of('a');
    expect(names.areRefused(Object.assign(new Error('from the server'), { code: '23505' }))).toBe(false);
    expect(names.of('a')).toEqual(expect.any(String));
  });
});
