/** Writes `mappings/examples/` anew. Run it after a change to the translation: `npx tsx .scripts/generate-examples.ts`. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { examples } from './examples.js';
import { EXAMPLES } from './own-mappings.js';

rmSync(EXAMPLES, { recursive: true, force: true });
mkdirSync(EXAMPLES);
for (const resource of examples()) {
  const text = await format(JSON.stringify(resource), { parser: 'json', printWidth: 110 });
  writeFileSync(join(EXAMPLES, `${resource.resourceType}-${resource.id}.json`), text);
}
