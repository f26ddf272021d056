import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { jestTrials } from './jest-trials.js';
import { pageOf } from './page.js';
import { standInTrials } from './stand-in-trials.js';
import { savedTrials, type RunName } from './trial-file.js';
import type { Trial } from './trial.js';
import { validatorTrials } from './validator-trials.js';

/*
 * `npm run interop`: writes docs/interoperability.md, and every trial by its name to out/interop/report.json. What `npm run test:hl7`
 * and `npm run test:interop` left is taken, unless something has changed since: then they are run (Java 17, Maven, four minutes).
 * Fails when a trial failed.
 */
const ROOT = join(import.meta.dirname, '../../..');
const PAGE = join(ROOT, 'docs/interoperability.md');
const JSON_REPORT = join(ROOT, 'out/interop/report.json');
const INPUTS = join(ROOT, 'test/hl7/target/input');

const RUNS: Readonly<Record<RunName, readonly string[]>> = {
  hl7: ['test/hl7/run.ts'],
  'hapi-server': ['test/interop/run.ts', 'server'],
  'hapi-client': ['test/interop/run.ts', 'client'],
};

/** What a run left, or leaves now. */
function trialsOf(run: RunName): Trial[] {
  const saved = savedTrials(run);
  if (saved !== null) return saved;
  // Whether something failed is in the trials.
  spawnSync(process.execPath, ['--import', 'tsx', ...RUNS[run]], { cwd: ROOT, stdio: 'inherit' });
  const left = savedTrials(run);
  if (left === null) throw new Error(`${run} left no results`);
  return left;
}

function madeWith(): string {
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  return `Run on ${new Date().toISOString().slice(0, 10)} with ${name} ${version} on Node ${process.versions.node}.`;
}

async function write(trials: readonly Trial[], made: string): Promise<void> {
  mkdirSync(join(PAGE, '..'), { recursive: true });
  writeFileSync(JSON_REPORT, JSON.stringify({ made, trials }, null, 1));
  const options = await resolveConfig(PAGE);
  writeFileSync(PAGE, await format(pageOf(trials, made), { ...options, parser: 'markdown' }));
}

const saved = (Object.keys(RUNS) as RunName[]).flatMap(trialsOf);
const inputs = readdirSync(INPUTS, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.json'),
);
const trials = [
  ...saved,
  ...validatorTrials(INPUTS, inputs.sort()),
  ...(await standInTrials()),
  ...jestTrials(),
];
await write(trials, madeWith());
const failed = trials.filter(({ outcome }) => outcome === 'failed');
for (const { row, column, name, detail } of failed)
  process.stdout.write(`  FAIL  ${row}, ${column}: ${name}\n        ${detail ?? ''}\n`);
process.stdout.write(
  `${trials.length - failed.length} passed, ${failed.length} failed: docs/interoperability.md\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
