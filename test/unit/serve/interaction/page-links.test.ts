import { describe, expect, test } from '@jest/globals';
import { pageLinks } from '../../../../src/serve/interaction/page-links.js';

const base = 'https://gateway.test/fhir/Media';
const alone = { next: null, previous: null };

describe('the links of a page', () => {
  test('say what was asked for, percent-encoded', () => {
    expect(
      pageLinks(
        base,
        [
          ['identifier', 'a b|c&d'],
          ['_count', '2'],
        ],
        null,
        alone,
      ),
    ).toEqual([{ relation: 'self', url: `${base}?identifier=a%20b%7Cc%26d&_count=2` }]);
  });

  test('lead to the pages beside it, with the same parameters', () => {
    expect(pageLinks(base, [['_count', '2']], 'here', { next: 'on', previous: 'back' })).toEqual([
      { relation: 'self', url: `${base}?_count=2&_cursor=here` },
      { relation: 'next', url: `${base}?_count=2&_cursor=on` },
      { relation: 'previous', url: `${base}?_count=2&_cursor=back` },
    ]);
  });

  test('have no query when nothing was asked for', () => {
    expect(pageLinks(base, [], null, alone)).toEqual([{ relation: 'self', url: base }]);
  });
});
