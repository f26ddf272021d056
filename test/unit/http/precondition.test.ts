import { describe, expect, test } from '@jest/globals';
import { preconditionOf } from '../../../src/http/precondition.js';

const state = { etag: 'W/"v2"', lastModified: Date.UTC(2026, 0, 2, 3, 4, 5, 678) };
const SAME_SECOND = 'Fri, 02 Jan 2026 03:04:05 GMT';
const BEFORE = 'Fri, 02 Jan 2026 03:04:04 GMT';

describe('a condition', () => {
  test.each([
    [{}, 'met'],
    [{ 'if-none-match': 'W/"v2"' }, 'unchanged'],
    [{ 'if-none-match': '"v2"' }, 'unchanged'],
    [{ 'if-none-match': 'W/"v1", "v2",W/"v3"' }, 'unchanged'],
    [{ 'if-none-match': '*' }, 'unchanged'],
    [{ 'if-none-match': 'W/"v1"' }, 'met'],
    [{ 'if-none-match': 'v2' }, 'met'],
    [{ 'if-modified-since': SAME_SECOND }, 'unchanged'],
    [{ 'if-modified-since': BEFORE }, 'met'],
    [{ 'if-modified-since': '2027' }, 'met'],
    [{ 'if-none-match': 'W/"v1"', 'if-modified-since': SAME_SECOND }, 'met'],
    [{ 'if-match': 'W/"v2"' }, 'met'],
    [{ 'if-match': '*' }, 'met'],
    [{ 'if-match': 'W/"v1"' }, 'failed'],
    [{ 'if-match': 'W/"v1"', 'if-none-match': 'W/"v2"' }, 'failed'],
    [{ 'if-unmodified-since': BEFORE }, 'failed'],
    [{ 'if-unmodified-since': SAME_SECOND }, 'met'],
    [{ 'if-match': 'W/"v2"', 'if-unmodified-since': BEFORE }, 'met'],
  ])('%j is %s', (headers, outcome) => {
    expect(preconditionOf({ headers }, state)).toBe(outcome);
  });
});
