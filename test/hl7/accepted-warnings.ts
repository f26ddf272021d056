import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AcceptedWarning } from './judge.js';

/** The warnings that this project accepts, from `accepted-warnings.json`. Read by fs: jest's transform drops import attributes. */
export function acceptedWarnings(): AcceptedWarning[] {
  return JSON.parse(
    readFileSync(join(import.meta.dirname, 'accepted-warnings.json'), 'utf8'),
  ) as AcceptedWarning[];
}
