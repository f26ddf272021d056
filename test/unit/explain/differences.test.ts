import { expect, test } from '@jest/globals';
import { differencesOf } from '../../../src/explain/differences.js';

const same = (link: string): string => link;

test.each<[string, unknown, unknown, string[], string[]]>([
  ['a value', { a: { b: 1 } }, { a: { b: 2 } }, ['R.a.b'], []],
  ['a member that is gone, as a whole', { a: { b: 1, c: 2 } }, {}, ['R.a'], []],
  ['a member that is new', {}, { a: 1 }, [], ['R.a']],
  ['what belongs to a primitive', { _a: { x: 1 } }, { _a: { x: 2 } }, ['R.a.x'], []],
  ['an item', { a: [1, 2, 3] }, { a: [1, 9, 3] }, ['R.a[1]'], []],
  ['the first item that is gone', { a: [1, 2, 3] }, { a: [2, 3] }, ['R.a[0]'], []],
  ['an item that is gone in the middle', { a: [1, 2, 3] }, { a: [1, 3] }, ['R.a[1]'], []],
  ['items that are new in two places', { a: [1, 2] }, { a: [0, 1, 2, 3] }, [], ['R.a[0]', 'R.a[3]']],
  ['an item that is other and one that is gone', { a: [1, 2, 3] }, { a: [9, 3] }, ['R.a[0]', 'R.a[1]'], []],
  ['a list that became a value', { a: [1] }, { a: 1 }, ['R.a'], []],
])('%s', (_, one, other, changed, added) => {
  expect(differencesOf(one, other, 'R', same)).toEqual({ changed, added });
});

test('a reference to the same thing under another name is the same', () => {
  const to = (name: string) => ({ reference: name, display: name });
  expect(differencesOf(to('a'), to('A'), 'R', (link) => link.toLowerCase())).toEqual({
    changed: ['R.display'],
    added: [],
  });
});

test('each item of a list is looked at as often in a long list as in a short one', () => {
  const referencesOf = (length: number) => Array.from({ length }, (_, at) => ({ reference: `Media/${at}` }));
  const looksAt = (length: number): number => {
    let looks = 0;
    const { changed } = differencesOf(referencesOf(length), referencesOf(length).slice(1), 'R', (link) => {
      looks += 1;
      return link;
    });
    expect(changed).toEqual(['R[0]']);
    return looks;
  };
  expect(looksAt(2000)).toBeLessThanOrEqual(11 * looksAt(200));
});
