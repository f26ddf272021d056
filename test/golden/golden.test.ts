import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parseReport } from '../../src/raw/read-report.js';
import { createTranslator } from '../../src/translate/translator.js';
import { testContext } from '../helpers/context.js';
import { rawFixtures, rawText } from '../helpers/fixture.js';

/*
 * Each raw fixture has its Bundle and its issues beside it, as people read them. After a wanted change:
 * `UPDATE_GOLDEN=1 npm test -- test/golden`, then read the difference before it is committed.
 */
const isUpdate = process.env['UPDATE_GOLDEN'] === '1';

function expectGolden(file: string, value: unknown): void {
  const url = new URL(`${file}.json`, import.meta.url);
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (isUpdate) writeFileSync(url, text);
  expect(text).toBe(readFileSync(url, 'utf8'));
}

describe('golden Bundles', () => {
  const translator = createTranslator({ context: testContext() });

  test.each(rawFixtures)('%s becomes the collection and the issues that are on file', (name) => {
    const { bundle, issues, findings } = translator(parseReport(rawText(name)));
    expectGolden(`${name}.collection`, bundle);
    expectGolden(`${name}.issues`, issues);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test.each(['transaction', 'transaction-conditional'] as const)('acne-full becomes the %s on file', (type) => {
    const { bundle, findings } = translator(parseReport(rawText('acne-full')), { type });
    expectGolden(`acne-full.${type}`, bundle);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('a second translation is the same bytes', () => {
    const once = JSON.stringify(translator(parseReport(rawText('acne-full'))));
    expect(JSON.stringify(translator(parseReport(rawText('acne-full'))))).toBe(once);
  });
});
