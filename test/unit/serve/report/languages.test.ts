import { describe, expect, test } from '@jest/globals';
import { rangesOf } from '../../../../src/fhir/language.js';
import { lookUp } from '../../../../src/serve/report/languages.js';

describe('the language that a report is fetched in', () => {
  test.each([
    ['es', 'es'],
    ['es-ES', 'es'],
    ['pt-BR', 'pt-BR'],
    ['zh-Hant-TW', 'zh-Hant'],
    ['zh', 'en'],
    ['tlh', 'en'],
  ])('for %s is %s', (wanted, language) => {
    const languages = { spoken: ['en', 'es', 'pt-BR', 'zh-Hant'], usual: 'en' };
    expect(lookUp(rangesOf(wanted), languages)).toBe(language);
    expect(lookUp([], languages)).toBe('en');
  });
});
