/** Writes the FHIR package of what `mappings/` publishes, with its examples, into `out/`: `npm run package`. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readExamples, readMappings } from './own-mappings.js';
import { fhirPackage } from './package/fhir-package.js';

const OUT = join(import.meta.dirname, '..', 'out');

const { file, bytes } = fhirPackage(readMappings(), readExamples());
mkdirSync(OUT, { recursive: true });
writeFileSync(join(OUT, file), bytes);
process.stdout.write(
  `${join(OUT, file)}\n${bytes.length} bytes, sha256 ${createHash('sha256').update(bytes).digest('hex')}\n`,
);
