import { Command } from 'commander';
import { packageInfo } from '../package-info.js';
import { addBackfill } from './backfill.js';
import { addCheck } from './check.js';
import { addDeliveries } from './deliveries.js';
import { addDestinations } from './destinations.js';
import { addExplain } from './explain.js';
import { addFetch } from './fetch.js';
import type { Io } from './io.js';
import { addKeys } from './keys.js';
import { addProbe } from './probe.js';
import { addPush } from './push.js';
import { addReconcile } from './reconcile.js';
import { addSandbox } from './sandbox.js';
import { addServe } from './serve.js';
import { addToRaw } from './to-raw.js';
import { addTranslate } from './translate.js';

const AFTER_HELP = `
Exit codes:
  0  fine
  1  the document given is not what it should be
  2  the command line, the environment or a file name is wrong
  3  the vendor, the receiving server or the database failed or refused
 70  a defect of this program
 74  the output cannot be written

The environment variables of the service hold here too (VENDOR_BASE_URL, GATEWAY_NAMESPACE, PUBLIC_BASE_URL …),
so that a report gets the same ids on the command line as over HTTP. Options win over the environment.`;

/**
 * The commands, their options and their help. Nothing heavy is loaded before a command runs.
 *
 * @param io where everything is read from and written to, help included.
 */
export function createProgram(io: Io): Command {
  const program = new Command('derm-fhir')
    .description("Translates a dermatology AI vendor's raw reports into FHIR R4.")
    .version(packageInfo.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .showHelpAfterError('(--help says more)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => 100,
      getErrHelpWidth: () => 100,
    })
    .addHelpText('after', AFTER_HELP);
  addTranslate(program, io);
  addFetch(program, io);
  addCheck(program, io);
  addExplain(program, io);
  addToRaw(program, io);
  addPush(program, io);
  addProbe(program, io);
  addBackfill(program, io);
  addDeliveries(program, io);
  addDestinations(program, io);
  addReconcile(program, io);
  addServe(program, io);
  addKeys(program, io);
  addSandbox(program, io);
  return program;
}
