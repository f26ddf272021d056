/** Puts beside the compiled code what it reads at run time and the compiler leaves behind: the sandbox's reports. */
import { cpSync } from 'node:fs';

const root = new URL('../', import.meta.url);
cpSync(new URL('src/vendor/sandbox/reports', root), new URL('dist/vendor/sandbox/reports', root), {
  recursive: true,
});
