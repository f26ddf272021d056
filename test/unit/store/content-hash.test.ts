import { describe, expect, test } from '@jest/globals';
import { rawHash } from '../../../src/store/content-hash.js';

const hashOf = (content: unknown) => rawHash(JSON.stringify(content));

describe('the hash of a raw report', () => {
  test.each([
    ['query', 'https://a.test/p/x.png?sig=1&e=<2>', 'https://a.test/p/x.png?sig=2'],
    ['fragment', 'https://a.test/p#1', 'https://a.test/p#2'],
    ['host', 'https://a.test/p', 'https://b.test:8443/p'],
    ['scheme', 'http://a.test/p', 'https://a.test/p'],
    ['query without a path', 'https://a.test?key=1', 'https://a.test?key=2'],
    ['signed link in a sentence', 'See https://a.test/p?sig=1, please', 'See https://b.test/p?sig=2, please'],
  ])('is the same whatever the %s of a link', (_part, one, other) => {
    const report = (url: string) => ({ id: 'r', images: [{ url }] });
    expect(hashOf(report(one))).toBe(hashOf(report(other)));
  });

  test('is the same whatever the order of members and the blanks between them', () => {
    expect(rawHash('{"a":1,"b":{"c":[1,2],"d":null}}')).toBe(
      rawHash('{ "b": {"d":null, "c":[1,2]}, "a":1.0 }'),
    );
  });

  test.each<readonly [string, unknown, unknown]>([
    ['a path', 'https://a.test/p', 'https://a.test/q'],
    ['a text', 'no?', 'no!'],
    ['what stands after a link', 'https://a.test/p?s fine', 'https://a.test/p?s bad'],
    ['what is marked up after a link', '<i>at https://a.test?s</i>one', '<i>at https://a.test?s</i>two'],
    ['a number', 1, 2],
    ['a number and its digits', 1, '1'],
    ['the order of a list', [1, 2], [2, 1]],
    ['an absent member and null', {}, { a: null }],
  ])('is another for %s', (_what, one, other) => {
    expect(hashOf({ value: one })).not.toBe(hashOf({ value: other }));
  });
});
