/** Runs the tests of the store against a real PostgreSQL server too. Arguments go to jest. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startPostgres } from './postgres-server.js';

const postgres = await startPostgres();
try {
  const jest = [
    '--experimental-vm-modules',
    'node_modules/jest/bin/jest.js',
    'test/store',
    ...process.argv.slice(2),
  ];
  const tests = spawn(process.execPath, jest, {
    stdio: 'inherit',
    env: { ...process.env, DATABASE_URL: postgres.url },
  });
  const [status] = (await once(tests, 'exit')) as [number | null];
  process.exitCode = status ?? 1;
} finally {
  await postgres.stop();
}
