import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from '../../.scripts/bundle.js';
import type * as Shipped from './shipped.js';

const OUT = 'out/bench';

await bundle({ shipped: 'test/bench/shipped.ts' }, OUT);
const file = join(import.meta.dirname, '../..', OUT, 'shipped.js');

/** What is measured, compiled as what is shipped. */
export const compiled = (await import(pathToFileURL(file).href)) as typeof Shipped;

/** URL of the library, as it is shipped. */
export const LIBRARY = pathToFileURL(join(import.meta.dirname, '../../dist/index.js')).href;
