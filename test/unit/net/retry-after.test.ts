import { describe, expect, test } from '@jest/globals';
import { readRetryAfter, RETRY_AFTER_LIMIT } from '../../../src/net/retry-after.js';

const now = Date.UTC(2026, 0, 31, 23, 59, 30);

describe('readRetryAfter', () => {
  test.each([
    ['0', 0],
    ['7', 7],
    [' 120 ', 120],
    ['999999999', RETRY_AFTER_LIMIT],
    ['Sun, 01 Feb 2026 00:00:00 GMT', 30],
    ['Sunday, 01-Feb-26 00:00:00 GMT', 30],
    ['Sun Feb  1 00:00:00 2026', 30],
    ['Mon, 01 Feb 2027 00:00:00 GMT', RETRY_AFTER_LIMIT],
  ])('reads %j as %d seconds', (header, seconds) => {
    expect(readRetryAfter(header, now)).toBe(seconds);
  });

  test('rounds a date up, so that nobody comes back early', () => {
    expect(readRetryAfter('Sun, 01 Feb 2026 00:00:00 GMT', now + 1)).toBe(30);
  });

  test.each([
    undefined,
    '',
    'soon',
    '-5',
    '1.5',
    '1e3',
    '0x10',
    '1234567890',
    '2026-02-01',
    '2026-02-01T00:00:00Z',
    'Sun, 99 Feb 2026 99:00:00 GMT',
    'Sat, 31 Jan 2026 23:59:30 GMT',
    'Thu, 01 Jan 1970 00:00:00 GMT',
  ])('takes no wait from %j', (header) => {
    expect(readRetryAfter(header, now)).toBeUndefined();
  });
});
