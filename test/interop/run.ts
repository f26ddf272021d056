import { startKeyedGateway } from '../helpers/keyed-gateway.js';
import { buildIfNeeded, runJava } from '../helpers/maven.js';
import type { Check } from './check.js';
import { deliveryChecks } from './delivery-checks.js';
import { hapiChecks } from './hapi-checks.js';
import { startHapiServer } from './hapi-server/start.js';
import { packageChecks } from './package-checks.js';
import { clientTrials, serverTrials } from './report/hapi-trials.js';
import { saveTrials, type RunName } from './report/trial-file.js';
import type { Trial } from './report/trial.js';
import { sameAsHapi } from './same-as-hapi.js';

/*
 * `npm run test:interop`: HAPI's Java client (Java 17, Maven) against a gateway over HTTP with the sandbox as its vendor, and reports
 * that arrive at HAPI's JPA server. Prints a line for each thing that was done, and fails when one of them did not do what it should.
 * `client` or `server` behind it runs one of them. What came out is left for `npm run interop`.
 */
const HERE = import.meta.dirname;
const MAIN = 'io.github.dermfhirgateway.interop.Main';

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** HAPI's client asks the gateway. */
async function clientChecks(): Promise<Check[]> {
  await buildIfNeeded(HERE);
  const gateway = await startKeyedGateway([['system/*.cruds'], ['system/Observation.rs']], {
    ENCOUNTER_SYSTEM: 'https://hospital.test/sid/visit',
  });
  try {
    const keys = gateway.keys.flatMap(({ id, text }) => [id, text]);
    return await runJava<Check>(HERE, MAIN, [gateway.baseUrl, ...keys]);
  } finally {
    await gateway.close();
  }
}

/** The gateway's reports arrive at HAPI's server. */
async function serverChecks(): Promise<Check[]> {
  const server = await startHapiServer();
  try {
    return [
      ...(await hapiChecks(server)),
      ...(await deliveryChecks(server)),
      ...(await sameAsHapi(server)),
      ...(await packageChecks(server)),
    ];
  } finally {
    print(`HAPI server: ${server.residentMb() ?? '?'} MB resident`);
    await server.close();
  }
}

// One after the other: each has a JVM of its own.
interface Suite {
  readonly name: string;
  readonly run: () => Promise<Check[]>;
  readonly saveAs: RunName;
  readonly trials: (checks: readonly Check[]) => Trial[];
}
const suites: readonly Suite[] = [
  { name: 'client', run: clientChecks, saveAs: 'hapi-client', trials: clientTrials },
  { name: 'server', run: serverChecks, saveAs: 'hapi-server', trials: serverTrials },
];
const wanted = process.argv.slice(2);
const results: Check[] = [];
for (const { name, run, saveAs, trials } of suites) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const checks = await run();
  if (checks.length === 0) throw new Error(`nothing was checked of the ${name}`);
  for (const { area, name: what, problem } of checks) {
    print(`  ${problem === null ? 'pass' : 'FAIL'}  ${area.padEnd(25)}${what}`);
    if (problem !== null) print(`        ${problem}`);
  }
  saveTrials(saveAs, trials(checks));
  results.push(...checks);
}
const failed = results.filter(({ problem }) => problem !== null);
print(`${results.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 && results.length > 0 ? 0 : 1;
