import { describe, expect, test } from '@jest/globals';
import { languagesOf } from '../../../src/http/accept-language.js';

describe('the languages that a request wants', () => {
  test.each([
    [undefined, []],
    ['', []],
    ['*', []],
    ['es', ['es']],
    ['es-ES', ['es-ES', 'es']],
    ['zh-hant-tw, en', ['zh-Hant-TW', 'zh-Hant', 'zh', 'en']],
    ['en;q=0.5, pt-br;q=0.8, *;q=0.1', ['pt-BR', 'pt', 'en']],
    ['de, en ; q=1.0, fr;q=0', ['de', 'en']],
    ['en-GB, en', ['en-GB', 'en']],
    ['en;q=2, es;q=0.001', ['es']],
    ['x; y, <script>', []],
    [`en-1000${'-abcd'.repeat(2_900)}, es`, ['es']],
    [`${'x,'.repeat(19)}en,es`, ['en']],
  ])('with %j are %j, best first', (header, languages) => {
    expect(languagesOf({ headers: header === undefined ? {} : { 'accept-language': header } })).toEqual(
      languages,
    );
  });
});
