import type { Command } from 'commander';
import { DEFAULT_TENANT } from '../auth/principal.js';
import { addServerOptions, type ServerFlags } from './server-options.js';
import type { TranslationFlags } from './translation-options.js';

/** What the user may say about a push. */
export interface PushFlags extends TranslationFlags, ServerFlags {
  readonly to: string;
  /** Whose reports. */
  readonly tenant: string;
  /** Sends a stored report even when the destination has it. */
  readonly always?: true;
  /** Until a running gateway has delivered the stored reports. */
  readonly wait?: true;
  /** `--no-check` makes it false. */
  readonly check: boolean;
  readonly json?: true;
}

/** Adds the options about the server and the sending. */
export function addPushOptions(command: Command): Command {
  command.requiredOption(
    '--to <destination>',
    'name of a destination in DESTINATIONS_FILE, or FHIR base of a server, e.g. https://fhir.hospital.example/R4',
  );
  return addServerOptions(command)
    .option('--tenant <name>', 'whose reports', DEFAULT_TENANT)
    .option('--always', 'send a stored report even when the destination has it already')
    .option(
      '--wait',
      'until a running gateway has delivered the stored reports; ends with 3 when it gave up on one',
    )
    .option('--no-check', 'send a given transaction even when the check finds errors')
    .option('--json', 'print the result as JSON');
}
