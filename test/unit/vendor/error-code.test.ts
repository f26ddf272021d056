import { describe, expect, test } from '@jest/globals';
import { readErrorCode } from '../../../src/vendor/error-code.js';

describe('readErrorCode', () => {
  test.each(['INVALID_TOKEN', 'report.not_found', 'E1234', 'a'.repeat(40)])('repeats %s', (code) => {
    expect(readErrorCode(JSON.stringify({ success: false, errorCode: code }))).toBe(code);
  });

  test.each([
    '',
    'a'.repeat(41),
    'two words',
    'line\nbreak',
    'NOT_FOUND_0189bafa-0610-7349-a0ab-eb53695b27fd',
    'REPORT_1234567',
    'q+/w==',
    'https://vendor.example',
    42,
    null,
    { code: 'X' },
  ])('does not repeat %j', (errorCode) => {
    expect(readErrorCode(JSON.stringify({ errorCode }))).toBeUndefined();
  });

  test.each(['', 'not JSON', '[]', 'null', '"errorCode"', '{"message":"no code"}'])(
    'finds none in %j',
    (text) => {
      expect(readErrorCode(text)).toBeUndefined();
    },
  );
});
