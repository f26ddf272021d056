import { execFileSync } from 'node:child_process';

/** Puts together what tests start as processes, anew for each run, in a process of its own: jest does not load such modules here. */
export default function makePrograms(): void {
  execFileSync(process.execPath, ['--import', 'tsx', 'test/helpers/make-programs.ts'], { stdio: 'inherit' });
}
