#!/usr/bin/env node
import { once } from 'node:events';
import { run } from './run.js';

/** `derm-fhir … | head` closes the pipe while we write: that is the reader's right and no failure. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

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
