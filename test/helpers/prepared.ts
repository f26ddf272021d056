import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What takes long to make and is the same in every file of tests. A run of jest makes it once, before all files
 * (`test/global-setup.ts`); whoever is started otherwise makes it itself, so nobody reads what is old.
 *
 * @param name of its file, without `.json`.
 */
export function prepared<Made>(name: string, make: () => Made): Made {
  const folder = process.env['PREPARED_FOR_TESTS'];
  if (folder === undefined) return make();
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Made;
}
