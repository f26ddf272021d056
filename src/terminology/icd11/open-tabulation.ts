import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { InvalidTabulation } from './invalid-tabulation.js';
import { readTabulation } from './read-tabulation.js';
import type { Icd11Tabulation } from './tabulation.js';

/**
 * Loads the operator's own table, once at start.
 *
 * @param path of the file; null: there is none.
 * @throws InvalidTabulation naming the file, the line and the rule.
 */
export function openTabulation(path: string | null): Icd11Tabulation | undefined {
  if (path === null) return undefined;
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch {
    throw new InvalidTabulation(path, null, 'cannot be read');
  }
  return readTabulation(bytes, basename(path));
}
