import { execFileSync } from 'node:child_process';

const FOLDER = 'out/prepared';

/** Prepares anew for each run what its files share, in a process of its own: jest loads no module of the project here. */
export default function prepare(): void {
  execFileSync(process.execPath, ['--import', 'tsx', 'test/helpers/prepare.ts', FOLDER], {
    stdio: 'inherit',
  });
  // Read by test/helpers/prepared.ts.
  process.env['PREPARED_FOR_TESTS'] = FOLDER;
}
