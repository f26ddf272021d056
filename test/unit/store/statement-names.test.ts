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

  test('mean the same statement in every process, for a pooler may give one the connection of another', () => {
    const named = (...asked: readonly string[]) => {
      const names = createStatementNames();
      return new Map(asked.flatMap((sql) => [sql, sql]).map((sql) => [sql, names.of(sql)]));
    };
    const [one, other] = [named('a', 'b'), named('b', 'c', 'a')];
    expect(other.get('a')).toBe(one.get('a'));
    expect(other.get('b')).toBe(one.get('b'));
    expect(new Set(other.values()).size).toBe(3);
  });

  test('are as short as PostgreSQL keeps them', () => {
    const names = createStatementNames();
    const sql = 'select 1 '.repeat(1_000);
    names.of(sql);
    expect(names.of(sql)?.length).toBeLessThan(64);
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
