import { type Command, Option } from 'commander';
import { systemCode } from '../net/system-code.js';
import type { Sandbox } from '../vendor/sandbox/sandbox.js';
import { usageError } from './exit-code.js';
import { printLines, type Io } from './io.js';

interface Flags {
  readonly port: number;
}

/** `sandbox`: the stand-in vendor alone. */
export function addSandbox(program: Command, io: Io): void {
  program
    .command('sandbox')
    .summary('run the stand-in vendor alone')
    .description(
      "Runs the stand-in vendor on this machine until it is told to stop (Ctrl-C): the vendor's API over HTTP, with invented " +
        'reports and faults to switch on.',
    )
    .addOption(
      new Option('--port <number>', 'port to listen on; 0 takes a free one').default(8081).argParser(port),
    )
    .action(async (flags: Flags) => {
      const { startSandbox } = await import('../vendor/sandbox/sandbox.js');
      const sandbox = await startSandbox(flags).catch((error: unknown) => {
        throw isTaken(error) ? usageError(`port ${flags.port} is taken; choose another with --port.`) : error;
      });
      try {
        // Listened for first: whoever reads that Ctrl-C stops it may press it at once.
        const stopped = io.untilStopped();
        printLines(io.stdout, introduction(sandbox));
        await stopped;
      } finally {
        await sandbox.close();
      }
    });
}

function port(text: string): number {
  const number = Number(text);
  if (!/^\d{1,5}$/.test(text) || number > 65_535)
    throw usageError('--port: must be a number from 0 to 65535.');
  return number;
}

function isTaken(error: unknown): boolean {
  return ['EADDRINUSE', 'EACCES'].includes(systemCode(error) ?? '');
}

function introduction({ url, token, reports }: Sandbox): string[] {
  const width = Math.max(...reports.map(({ id }) => id.length));
  return [
    `The sandbox vendor answers at ${url}. Everything in it is invented.`,
    '',
    ...reports.map(({ id, title }) => `  ${id.padEnd(width)}  ${title}`),
    '',
    'One report:   ' +
      `curl -H 'X-API-TOKEN: ${token}' '${url}/s2s-api/v3/anonymous-diagnostic-reports/acne?locale=en'`,
    `A fault:      curl -X PUT ${url}/sandbox/faults -d '{"kind":"server-error","times":1}'`,
    `The gateway:  AUTH=none VENDOR_BASE_URL=${url} VENDOR_TOKEN=${token} npm start`,
    '',
    'Ctrl-C stops it.',
  ];
}
