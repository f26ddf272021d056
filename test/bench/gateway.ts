import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Library from '../../src/index.js';

/** URL of the compiled library, as it is shipped: what runs TypeScript for tests changes the code that it runs. */
export const COMPILED = pathToFileURL(join(import.meta.dirname, '../../dist/index.js')).href;

export async function compiledGateway(): Promise<typeof Library> {
  return (await import(COMPILED)) as typeof Library;
}
