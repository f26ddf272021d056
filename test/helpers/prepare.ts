import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../../.scripts/bundle.js';
import { readStructureDefinitions } from '../conformance/definitions.js';
import { readOpenApi } from './open-api-document.js';
import { PROGRAMS } from './programs.js';

/*
 * What tests start as processes: from the sources each process would compile hundreds of modules for itself. And, with a folder as
 * argument, what they read.
 */
await bundle(
  {
    main: 'src/main.ts',
    'cli/main': 'src/cli/main.ts',
    'run-gateway': 'src/run-gateway.ts',
    logger: 'src/observe/logger.ts',
    'print-bundles': 'test/golden/print-bundles.ts',
    victim: 'test/store/crash/victim.ts',
  },
  PROGRAMS,
);

const [, , folder] = process.argv;
if (folder !== undefined) {
  mkdirSync(folder, { recursive: true });
  const contents = {
    openapi: readOpenApi(),
    'profiles-types': readStructureDefinitions('profiles-types'),
    'profiles-resources': readStructureDefinitions('profiles-resources'),
  };
  for (const [name, content] of Object.entries(contents))
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(content));
}
