import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Trial } from './trial.js';

const ROOT = join(import.meta.dirname, '../../..');
const FOLDER = join(ROOT, 'out/interop');

/** What a run depends on. */
const SOURCES = ['src', 'test', 'mappings', 'package-lock.json'];

/** Runs that leave their trials for the report. */
export type RunName = 'hl7' | 'hapi-client' | 'hapi-server';

/** Leaves the trials of a run for the report, each as one line of JSON. */
export function saveTrials(run: RunName, trials: readonly Trial[]): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(fileOf(run), trials.map((trial) => `${JSON.stringify(trial)}\n`).join(''));
}

/** What a run left; null when it left nothing since something that it depends on has changed. */
export function savedTrials(run: RunName): Trial[] | null {
  const file = fileOf(run);
  if (!existsSync(file) || statSync(file).mtimeMs < lastChange()) return null;
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Trial);
}

function fileOf(run: RunName): string {
  return join(FOLDER, `${run}.jsonl`);
}

/** Milliseconds since the epoch. */
function lastChange(): number {
  const files = SOURCES.map((name) => join(ROOT, name)).flatMap((path) =>
    statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, encoding: 'utf8' }).map((file) => join(path, file))
      : [path],
  );
  // What is built for a run lies below `target`, and comes with it.
  const own = files.filter((file) => !/\/target(\/|$)|\.generated\.ts$/.test(file));
  return Math.max(...own.map((file) => statSync(file)).map((file) => (file.isFile() ? file.mtimeMs : 0)));
}
