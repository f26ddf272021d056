import { randomInt } from 'node:crypto';
import { fuzzGateway } from './fuzz-gateway.js';

/*
 * `npm run test:fuzz`: requests made of openapi.yaml and a seed, against a gateway over HTTP. FUZZ_SEED and FUZZ_COUNT change
 * what is sent; the seed is printed, and repeats a run.
 */
const seed = Number(process.env['FUZZ_SEED'] ?? randomInt(2 ** 31));
const count = Number(process.env['FUZZ_COUNT'] ?? 10_000);

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

print(`${count} requests from seed ${seed}`);
const { statuses, problems } = await fuzzGateway(seed, count);
for (const [status, times] of [...statuses].sort(([one], [other]) => one - other))
  print(`  ${status} ${String(times).padStart(6)}`);
for (const problem of problems.slice(0, 50)) print(`  ${problem}`);
print(`${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
