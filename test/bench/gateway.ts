import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

const INDEX = join(import.meta.dirname, '../../dist/index.js');

/** The compiled library, as it is shipped: what runs TypeScript for the tests changes the code it runs. */
export async function compiledGateway(): Promise<typeof import('../../src/index.js')> {
  return (await import(pathToFileURL(INDEX).href)) as typeof import('../../src/index.js');
}

export { INDEX };
