/** Writes `docs/mapping.md`. Run it after any change of translation, profiles or the raw report's schema: `npm run docs`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { mappingPage } from './mapping-page/page.js';

const DOCS = new URL('../docs/', import.meta.url);

mkdirSync(DOCS, { recursive: true });
writeFileSync(new URL('mapping.md', DOCS), mappingPage());
