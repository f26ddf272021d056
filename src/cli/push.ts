import type { Command } from 'commander';
import { CommandFailed, exitCodes } from './exit-code.js';
import { printJson, printLines, type Io } from './io.js';
import { addPushOptions, type PushFlags } from './push-options.js';
import { readInput } from './read-input.js';
import { addTranslationOptions } from './translation-options.js';

/** `push`: raw report or transaction → FHIR server. */
export function addPush(program: Command, io: Io): void {
  const command = program
    .command('push')
    .summary('send a report to a FHIR server')
    .description(
      'Translates a raw report into a transaction, or takes a transaction as it is, sends it once, and says what the server ' +
        'answered, entry by entry. Ends with 3 unless the server stored everything.\n\n' +
        'A bearer token comes from --token-file or FHIR_TOKEN, never from the command line, which other users can read.',
    )
    .argument('<file>', 'raw report or Bundle of type transaction; - for standard input');
  addPushOptions(command);
  addTranslationOptions(command, ['transaction', 'transaction-conditional']).action(
    (file: string, flags: PushFlags) => pushAndPrint(file, flags, io),
  );
}

async function pushAndPrint(file: string, flags: PushFlags, io: Io): Promise<void> {
  const bytes = await readInput(file, io);
  const { deliver } = await import('./deliver.js');
  const { describeDelivery } = await import('./describe-delivery.js');
  const delivery = await deliver(bytes, flags, io);
  if (flags.json === true) printJson(io.stdout, delivery);
  else printLines(io.stdout, describeDelivery(delivery, flags.to));
  if (delivery.outcome !== 'delivered') throw new CommandFailed(exitCodes.otherSide);
}
