import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as BundleModule from '../../src/fhir/bundle.js';
import type * as Library from '../../src/index.js';

/** The compiled code, as it is shipped: what runs TypeScript for tests changes the code that it runs. */
const DIST = join(import.meta.dirname, '../../dist');

/** URL of the compiled library. */
export const COMPILED = pathToFileURL(join(DIST, 'index.js')).href;

/** The compiled library, and from inside of it what wraps a Bundle without checking it. */
export async function compiledGateway(): Promise<typeof Library & typeof BundleModule> {
  const bundle = (await import(pathToFileURL(join(DIST, 'fhir/bundle.js')).href)) as typeof BundleModule;
  return { ...((await import(COMPILED)) as typeof Library), ...bundle };
}
