import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from '@jest/globals';

const isUpdate = process.env['UPDATE_GOLDEN'] === '1';

/**
 * Expects what is on file, as people read it. After a wanted change: `UPDATE_GOLDEN=1 npm test -- test/golden`, then read the
 * difference before it is committed.
 *
 * @param file below test/golden, without `.json`.
 */
export function expectGolden(file: string, value: unknown): void {
  const url = new URL(`${file}.json`, import.meta.url);
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (isUpdate) writeFileSync(url, text);
  expect(text).toBe(readFileSync(url, 'utf8'));
}
