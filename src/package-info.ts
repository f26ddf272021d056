import { readFileSync } from 'node:fs';
import { z } from 'zod';

const PACKAGE_FILE = import.meta.resolve('derm-fhir-gateway/package.json');

/**
 * Finds a file that the package ships beside its code.
 *
 * @param path from the package's folder.
 */
export function inPackage(path: string): URL {
  // By the package's name, for the build puts many modules into few files: none knows how deep it lies.
  return new URL(path, PACKAGE_FILE);
}

const packageFile = z.object({ name: z.string(), version: z.string() });

/** Name and version as package.json says them. */
export const packageInfo = packageFile.parse(JSON.parse(readFileSync(inPackage('package.json'), 'utf8')));
