import { describe, expect, test } from '@jest/globals';
import { hasExpired } from '../../../../src/vendor/media/link-expiry.js';

const SIGNED =
  'https://bucket.example/a.png?X-Amz-Date=20230803T103810Z&X-Amz-Expires=1800&X-Amz-Signature=f00d';
const END = Date.UTC(2023, 7, 3, 11, 8, 10);

describe('a signed link', () => {
  test('has not expired a millisecond before its end', () => {
    expect(hasExpired(SIGNED, END - 1)).toBe(false);
  });

  test('has expired at its end', () => {
    expect(hasExpired(SIGNED, END)).toBe(true);
  });
});

describe('a link that does not say when it ends', () => {
  test.each([
    ['has no signature', 'https://bucket.example/a.png'],
    ['has no lifetime', 'https://bucket.example/a.png?X-Amz-Date=20230803T103810Z'],
    ['has no date', 'https://bucket.example/a.png?X-Amz-Expires=1800'],
    ['has another form of date', 'https://bucket.example/a.png?X-Amz-Date=2023-08-03&X-Amz-Expires=1'],
    [
      'has a date that is not in the calendar',
      'https://bucket.example/?X-Amz-Date=20239999T999999Z&X-Amz-Expires=1',
    ],
    [
      'has a lifetime that is no number',
      'https://bucket.example/?X-Amz-Date=20230803T103810Z&X-Amz-Expires=-1',
    ],
    ['is no URL', 'a.png'],
  ])('is tried: it %s', (_why, url) => {
    expect(hasExpired(url, END)).toBe(false);
  });
});
