/** Runs the whole test suite in three time zones, one after the other; stops at the first that fails. */
import { spawnSync } from 'node:child_process';

for (const zone of ['UTC', 'America/New_York', 'Asia/Kolkata']) {
  process.stdout.write(`\nTZ=${zone}\n`);
  const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, jest, {
    stdio: 'inherit',
    env: { ...process.env, TZ: zone },
  });
  if (status !== 0) process.exit(status ?? 1);
}
