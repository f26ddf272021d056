import { mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { patched, type Patch } from './patch.js';

const folder = new URL('../../mappings/', import.meta.url);

/** File names of the published conformance resources. */
export const mappingFiles: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .sort();

/** One of them, parsed afresh. */
export function mappingJson(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
}

/** A folder with all of them and one text in the place of a file; `null` leaves the file out. */
export function mappingsWith(file: string, text: string | null): URL {
  const copy = mkdtempSync(join(tmpdir(), 'mappings-'));
  for (const name of mappingFiles) {
    if (name !== file) symlinkSync(fileURLToPath(new URL(name, folder)), join(copy, name));
  }
  if (text !== null) writeFileSync(join(copy, file), text);
  return pathToFileURL(`${copy}/`);
}

/** The same with some places of a file changed. */
export function mappingsPatched(file: string, patch: Patch): URL {
  return mappingsWith(file, JSON.stringify(patched(mappingJson(file), patch)));
}
