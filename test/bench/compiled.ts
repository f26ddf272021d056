import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A module as it is shipped. @param path below `src`, ending in `.js`. The type argument says what it is. */
export async function compiled<Module>(path: string): Promise<Module> {
  const file = join(import.meta.dirname, '../../dist', path);
  return (await import(pathToFileURL(file).href)) as Module;
}
