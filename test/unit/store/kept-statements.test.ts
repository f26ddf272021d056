import { describe, expect, test } from '@jest/globals';
import { keepStatements } from '../../../src/store/kept-statements.js';

describe('kept statements', () => {
  test('are found by their SQL until they are cleared', () => {
    const kept = keepStatements<number>();
    kept.keep('select 1', 1);
    expect([kept.find('select 1'), kept.find('select 2')]).toEqual([1, undefined]);
    kept.clear();
    expect(kept.find('select 1')).toBeUndefined();
  });

  test('go when they are too many, the one first that was not used for longest', () => {
    const kept = keepStatements<number>(2);
    kept.keep('a', 1);
    kept.keep('b', 2);
    kept.find('a');
    kept.keep('c', 3);
    expect(['a', 'b', 'c'].map(kept.find)).toEqual([1, undefined, 3]);
  });
});
