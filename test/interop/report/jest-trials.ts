import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LIKE_ITSELF, standIn } from './server-trial.js';
import type { Trial } from './trial.js';
import { npmPackage } from './versions.js';

const ROOT = join(import.meta.dirname, '../../..');
const CLIENTS = 'test/clients/';
const STAND_IN = 'test/receiver/sandbox/same-as-medplum.test.ts';

/** Whose suites are named otherwise than their package. */
const PACKAGES: Readonly<Record<string, string>> = { "Medplum's client": '@medplum/core' };

/** What jest writes of a test (https://jestjs.io/docs/cli#--json). */
interface JestTest {
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
}

interface JestResults {
  readonly testResults: readonly { readonly name: string; readonly assertionResults: readonly JestTest[] }[];
}

/** What the suites of npm's FHIR clients do with a gateway, and how Medplum's stand-in compares with its router. */
export function jestTrials(): Trial[] {
  const { testResults } = runJest([CLIENTS, STAND_IN]);
  // jest tells of files as they end, which is another order each time.
  const inOrder = [...testResults].sort((one, other) => (one.name < other.name ? -1 : 1));
  const trials = inOrder.flatMap(({ name, assertionResults }) =>
    assertionResults.flatMap((test) => (name.endsWith(STAND_IN) ? standInTrial(test) : clientTrial(test))),
  );
  if (trials.length === 0) throw new Error('no test of a client was run');
  return trials;
}

function runJest(paths: readonly string[]): JestResults {
  const folder = mkdtempSync(join(tmpdir(), 'jest-'));
  const file = join(folder, 'results.json');
  const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--silent', '-w', '1'];
  try {
    // What fails is told in the results, not by the exit code alone.
    spawnSync(process.execPath, [...jest, '--json', `--outputFile=${file}`, ...paths], {
      cwd: ROOT,
      stdio: 'ignore',
    });
    return JSON.parse(readFileSync(file, 'utf8')) as JestResults;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A suite is named after its client, and within it after an interaction; other tests belong to no client alone. */
function clientTrial(test: JestTest): Trial[] {
  const [client, interaction] = test.ancestorTitles;
  if (client === undefined || interaction === undefined) return [];
  const known = PACKAGES[client];
  const row = known === undefined ? npmPackage(client) : `${client} (${npmPackage(known)})`;
  return [{ table: 'clients', row, column: interaction, ...judged(test) }];
}

function standInTrial(test: JestTest): Trial {
  return { table: 'servers', row: standIn('medplum-transactions'), column: LIKE_ITSELF, ...judged(test) };
}

function judged({ title, status, failureMessages }: JestTest): Pick<Trial, 'name' | 'outcome' | 'detail'> {
  return status === 'passed'
    ? { name: title, outcome: 'held', detail: null }
    : { name: title, outcome: 'failed', detail: failureMessages[0] ?? status };
}
