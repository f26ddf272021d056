import type { Command } from 'commander';
import { addServerOptions, type ServerFlags } from './server-options.js';
import type { TranslationFlags } from './translation-options.js';

/** What the user may say about a push. */
export interface PushFlags extends TranslationFlags, ServerFlags {
  readonly to: string;
  /** `--no-check` makes it false. */
  readonly check: boolean;
  readonly json?: true;
}

/** Adds the options about the server and the sending. */
export function addPushOptions(command: Command): Command {
  command.requiredOption('--to <url>', 'FHIR base of the server, e.g. https://fhir.hospital.example/R4');
  return addServerOptions(command)
    .option('--no-check', 'send a given transaction even when the check finds errors')
    .option('--json', 'print the result as JSON');
}
