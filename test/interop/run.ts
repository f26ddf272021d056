import { startKeyedGateway } from '../helpers/keyed-gateway.js';
import { buildIfNeeded, runJava } from '../helpers/maven.js';

/*
 * `npm run test:interop`: HAPI's Java client (Java 17, Maven) against a gateway over HTTP with the sandbox as its vendor. Prints a
 * line for each thing that the client did, and fails when one of them did not do what it should.
 */
interface Check {
  readonly area: string;
  readonly name: string;
  /** null: it holds. */
  readonly problem: string | null;
}

const HERE = import.meta.dirname;
const MAIN = 'io.github.dermfhirgateway.interop.Main';

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

await buildIfNeeded(HERE);
const gateway = await startKeyedGateway([['system/*.cruds'], ['system/Observation.rs']], {
  ENCOUNTER_SYSTEM: 'https://hospital.test/sid/visit',
});
try {
  const keys = gateway.keys.flatMap(({ id, text }) => [id, text]);
  const checks = await runJava<Check>(HERE, MAIN, [gateway.baseUrl, ...keys]);
  for (const { area, name, problem } of checks) {
    print(`  ${problem === null ? 'pass' : 'FAIL'}  ${area.padEnd(14)}${name}`);
    if (problem !== null) print(`        ${problem}`);
  }
  const failed = checks.filter(({ problem }) => problem !== null);
  print(`${checks.length - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length === 0 && checks.length > 0 ? 0 : 1;
} finally {
  await gateway.close();
}
