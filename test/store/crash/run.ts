/**
 * Kills a process that stores reports at random moments. Fails for a commit that is lost, for a file that is damaged, and for
 * an opening of more than 2 s. CRASH_KILLS changes how often.
 */
import { randomInt } from 'node:crypto';
import '../../helpers/prepare.js';
import { crash } from './crash.js';

const kills = Number(process.env['CRASH_KILLS'] ?? 50);
const READY_WITHIN_MS = 2000;

const { acknowledged, problems, readyMs } = await crash(Array.from({ length: kills }, () => randomInt(500)));
const slowest = Math.max(...readyMs);
for (const problem of problems) process.stdout.write(`  ${problem}\n`);
process.stdout.write(
  `store: ${kills} kills, ${acknowledged} commits acknowledged, ${problems.length} problems, ` +
    `open and written again after ${slowest.toFixed(0)} ms at most\n`,
);
// With next to nothing acknowledged, nothing can be lost.
if (problems.length > 0 || slowest > READY_WITHIN_MS || acknowledged < kills * 10) process.exitCode = 1;
