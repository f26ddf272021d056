import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FOLDER = 'out/prepared';

/**
 * Prepares anew for each run what its files share, in a process of its own: jest loads no module of the project here; and a folder for
 * all that tests put into temporary folders, which `global-teardown.ts` removes.
 */
export default function prepare(): void {
  // Where os.tmpdir() looks first, in all that is started from here on.
  process.env['TMPDIR'] = mkdtempSync(join(tmpdir(), 'derm-fhir-tests-'));
  execFileSync(process.execPath, ['--import', 'tsx', 'test/helpers/prepare.ts', FOLDER], {
    stdio: 'inherit',
  });
  // Read by test/helpers/prepared.ts.
  process.env['PREPARED_FOR_TESTS'] = FOLDER;
}
