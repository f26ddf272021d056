import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parseReport } from '../../src/raw/read-report.js';
import { createTranslator, type TranslatedReport } from '../../src/translate/translator.js';
import { errorsOf } from '../conformance/finding.js';
import { validateAll } from '../conformance/validate-all.js';
import { testContext } from '../helpers/context.js';
import { rawFixtures, rawText } from '../helpers/fixture.js';
import { expectGolden } from './expect-golden.js';

/** The self-check, and four validators that nobody here wrote. */
function expectValid({ bundle, findings }: TranslatedReport): void {
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(errorsOf(validateAll(bundle))).toEqual([]);
}

describe('golden Bundles', () => {
  const translator = createTranslator({ context: testContext() });

  test.each(rawFixtures)('%s becomes the collection and the issues that are on file', (name) => {
    const translated = translator(parseReport(rawText(name)));
    expectGolden(`${name}.collection`, translated.bundle);
    expectGolden(`${name}.issues`, translated.issues);
    expectValid(translated);
  });

  test.each(['transaction', 'transaction-conditional'] as const)('acne-full becomes the %s on file', (type) => {
    const translated = translator(parseReport(rawText('acne-full')), { type });
    expectGolden(`acne-full.${type}`, translated.bundle);
    expectValid(translated);
  });

  test('are the only files here: no report is gone and its Bundle left behind', () => {
    const expected = rawFixtures.flatMap((name) => [`${name}.collection.json`, `${name}.issues.json`]);
    const transactions = ['acne-full.transaction.json', 'acne-full.transaction-conditional.json'];
    const onFile = readdirSync(new URL('.', import.meta.url)).filter((file) => file.endsWith('.json'));
    expect(onFile.sort()).toEqual([...expected, ...transactions].sort());
  });

  test('a second translation is the same bytes', () => {
    const once = JSON.stringify(translator(parseReport(rawText('acne-full'))));
    expect(JSON.stringify(translator(parseReport(rawText('acne-full'))))).toBe(once);
  });
});
