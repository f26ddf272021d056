import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');

/** What the package ships: two programs, and the library. */
export const SHIPPED: Entries = {
  main: 'src/main.ts',
  'cli/main': 'src/cli/main.ts',
  index: 'src/index.ts',
};

/** Where each source file goes, by the path it gets without `.js`. */
export type Entries = Readonly<Record<string, string>>;

/**
 * Puts entries and all that they import into a few files, for opening and linking hundreds of modules takes most of a start. What
 * two entries need is there once. Packages from npm stay outside: they are what the lock file, their owner's update and `npm audit`
 * say.
 *
 * @param out folder, from the project's.
 */
export async function bundle(entries: Entries, out: string): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: { ...entries },
    outdir: out,
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    // As the compiler's target: what Node 20 runs as it stands.
    target: 'es2022',
    chunkNames: 'chunks/[name]-[hash]',
    // For whoever runs with `--enable-source-maps`; without the sources themselves, whose lines are enough.
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
  });
}
