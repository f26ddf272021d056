import { describe, expect, test } from '@jest/globals';
import { BadLanguage, normaliseLanguage } from '../../../src/fhir/language.js';

describe('normaliseLanguage', () => {
  test.each([
    ['en', 'en'],
    ['ES', 'es'],
    ['pt_BR', 'pt-BR'],
    ['PT-br', 'pt-BR'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['es-419', 'es-419'],
    ['de-ch-1996', 'de-CH-1996'],
  ])('turns %s into %s', (locale, tag) => {
    expect(normaliseLanguage(locale)).toBe(tag);
  });

  test.each(['', 'e', 'english please', 'en-', 'en"><script>', '12', 'en--US', `en${'-abcd1'.repeat(6)}`])(
    'refuses %j',
    (locale) => {
      expect(() => normaliseLanguage(locale)).toThrow(BadLanguage);
    },
  );
});
