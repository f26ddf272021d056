import { randomInt } from 'node:crypto';
import { Random } from '../property/mutation/random.js';
import { crash } from './crashes.js';

/*
 * `npm run test:crash`: kills a gateway at random moments, while clients use it, and looks for everything that they were told.
 * CRASH_SEED and CRASH_KILLS change what is done. Fails for anything lost, for a damaged file, and for a start of more than 2 s.
 */
const seed = Number(process.env['CRASH_SEED'] ?? randomInt(2 ** 31));
const kills = Number(process.env['CRASH_KILLS'] ?? 50);
const READY_WITHIN_MS = 2_000;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

print(`${kills} kills from seed ${seed}`);
const { acknowledged, problems, readyMs } = await crash(kills, new Random(seed));
const slowest = Math.max(...readyMs);
const median = [...readyMs].sort((one, other) => one - other)[readyMs.length >> 1] ?? NaN;
for (const problem of problems.slice(0, 50)) print(`  ${problem}`);
print(`${acknowledged} answers acknowledged, ${problems.length} lost or changed`);
print(`ready again after ${median.toFixed(0)} ms (median), ${slowest.toFixed(0)} ms at most`);
// With next to nothing acknowledged, nothing can be lost.
const isTried = acknowledged >= kills * 5;
process.exitCode = problems.length === 0 && slowest <= READY_WITHIN_MS && isTried ? 0 : 1;
