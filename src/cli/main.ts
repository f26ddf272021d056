#!/usr/bin/env node
import { once } from 'node:events';
import { exitCodes } from './exit-code.js';
import { run } from './run.js';

process.stdout.on('error', ({ code = 'UNKNOWN' }: NodeJS.ErrnoException) => {
  // `derm-fhir … | head` closes the pipe while we write: that is the reader's right and no failure.
  if (code === 'EPIPE') process.exit();
  process.stderr.write(`derm-fhir: cannot write the output: ${code}.\n`);
  process.exit(exitCodes.output);
});
// Whoever does not listen to the remarks shall still get the result.
process.stderr.on('error', () => undefined);

process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  untilStopped: async () => {
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  },
});
// An input that was given up amid its way would keep the process waiting for the rest.
process.stdin.destroy();
