import { describe, expect, test } from '@jest/globals';
import { OutcomeError } from '../../../src/fhir/outcome.js';
import { queryOf, single } from '../../../src/http/query.js';
import { preferences } from '../../../src/http/prefer.js';

describe('a query string', () => {
  test('keeps a percent-encoded plus and reads a bare one as a blank', () => {
    const query = queryOf({ url: '/x?a=b%2Bc&d=e+f' });
    expect([single(query, 'a'), single(query, 'd')]).toEqual(['b+c', 'e f']);
  });

  test('without a value or without the parameter gives nothing', () => {
    const query = queryOf({ url: '/x?a=&b' });
    expect(['a', 'b', 'c'].map((name) => single(query, name))).toEqual([undefined, undefined, undefined]);
  });

  test('may hold further question marks', () => {
    expect(single(queryOf({ url: '/x?a=b?c' }), 'a')).toBe('b?c');
  });

  test('with a parameter twice is refused', () => {
    expect(() => single(queryOf({ url: '/x?a=1&a=2' }), 'a')).toThrow(OutcomeError);
  });

  test.each(['%', '%zz', '%C3%28'])('with the broken encoding %s is refused', (text) => {
    expect(() => queryOf({ url: `/x?a=${text}` })).toThrow(OutcomeError);
  });
});

describe('preferences', () => {
  test.each([
    [undefined, []],
    ['', []],
    ['return=OperationOutcome', [['return', 'OperationOutcome']]],
    [
      'Return="minimal", handling=strict',
      [
        ['return', 'minimal'],
        ['handling', 'strict'],
      ],
    ],
    [
      'respond-async; wait=10',
      [
        ['respond-async', ''],
        ['wait', '10'],
      ],
    ],
    ['return=a, return=b', [['return', 'a']]],
  ])('of %j are %j', (header, expected) => {
    expect([...preferences(header)]).toEqual(expected);
  });
});
