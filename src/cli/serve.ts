import type { Command } from 'commander';
import { usageError } from './exit-code.js';
import type { Io } from './io.js';

/** `serve`: the service itself, the same as `npm start`. */
export function addServe(program: Command, io: Io): void {
  program
    .command('serve')
    .summary('run the gateway')
    .description(
      'Runs the gateway until it is told to stop (SIGTERM, Ctrl-C). It is configured by environment variables, among them HOST, ' +
        'PORT, VENDOR_BASE_URL and VENDOR_TOKEN; without a vendor the built-in sandbox answers (with NODE_ENV=production only if SANDBOX=true).',
    )
    .action(async () => {
      const { readEnvironment } = await import('./translation.js');
      const { runGateway } = await import('../run-gateway.js');
      readEnvironment(io); // ends with the code of a wrong environment, as every command does
      if (!(await runGateway(io.env)))
        throw usageError('the gateway did not start; the line above says why.');
    });
}
