/** Makes `dist/` anew: what runs; the compiler puts the types beside it. */
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, SHIPPED } from './bundle.js';

const DIST = join(import.meta.dirname, '..', 'dist');

rmSync(DIST, { recursive: true, force: true });
await bundle(SHIPPED, 'dist');
// npm makes a package's commands executable when it installs it; in this clone nobody else does.
chmodSync(join(DIST, 'cli', 'main.js'), 0o755);
