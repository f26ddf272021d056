/** Writes the narratives of `mappings/` anew. Run it after any change there: `npx tsx .scripts/narrate-mappings.ts`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { type Published, withNarrative } from './mapping-narrative.js';

const MAPPINGS = new URL('../mappings/', import.meta.url);

for (const file of readdirSync(MAPPINGS).filter((name) => name.endsWith('.json'))) {
  const url = new URL(file, MAPPINGS);
  const resource = JSON.parse(readFileSync(url, 'utf8')) as Published;
  writeFileSync(
    url,
    await format(JSON.stringify(withNarrative(resource)), { parser: 'json', printWidth: 110 }),
  );
}
