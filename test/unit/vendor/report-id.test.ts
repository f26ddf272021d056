import { describe, expect, test } from '@jest/globals';
import { checkLocale, encodeReportId } from '../../../src/vendor/report-id.js';

describe('encodeReportId', () => {
  test.each([
    ['0189bafa-0610-7349-a0ab-eb53695b27fd', '0189bafa-0610-7349-a0ab-eb53695b27fd'],
    ['a+b/c==', 'a%2Bb%2Fc%3D%3D'],
    ['a-b_c', 'a-b_c'],
    ['a.b', 'a.b'],
    ['..a', '..a'],
    ['...', '...'],
    ['x'.repeat(512), 'x'.repeat(512)],
  ])('writes %s as one path segment', (id, segment) => {
    expect(encodeReportId(id)).toBe(segment);
  });

  test('is undone by decoding once', () => {
    const id = 'q+/w==';
    expect(decodeURIComponent(encodeReportId(id))).toBe(id);
  });

  test.each([
    '',
    '.',
    '..',
    'a/../b',
    './a',
    'a/.',
    'a%2Fb',
    '%',
    'a b',
    'a?locale=es',
    'a#b',
    'a\\b',
    'a\r\nb',
    'a\u0000b',
    'é',
    'x'.repeat(513),
  ])('refuses %j', (id) => {
    expect(() => encodeReportId(id)).toThrow(expect.objectContaining({ kind: 'bad-request-id' }));
  });
});

describe('checkLocale', () => {
  test.each(['en', 'es', 'pt_BR', 'zh-Hant-TW', 'es-419'])('lets %s through as it is', (locale) => {
    expect(checkLocale(locale)).toBe(locale);
  });

  test.each(['', 'e', 'english', 'en&format=pdf', 'en ', 'es\n', '../es', 'en-', 'en-x'])(
    'refuses %j',
    (locale) => {
      expect(() => checkLocale(locale)).toThrow(expect.objectContaining({ kind: 'bad-locale' }));
    },
  );
});
