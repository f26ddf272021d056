/** Finishes the compiled code: puts beside it what it reads at run time and makes its command executable. */
import { chmodSync, cpSync } from 'node:fs';

const root = new URL('../', import.meta.url);
cpSync(new URL('src/vendor/sandbox/reports', root), new URL('dist/vendor/sandbox/reports', root), {
  recursive: true,
});
// npm makes a package's commands executable when it installs it; in this clone nobody else does.
chmodSync(new URL('dist/cli/main.js', root), 0o755);
