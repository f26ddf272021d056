import type { Command } from 'commander';
import { CommandFailed, exitCodes, usageError } from './exit-code.js';
import { printJson, printLines, type Io } from './io.js';
import { readInput } from './read-input.js';
import { addTranslationOptions, type TranslationFlags } from './translation-options.js';

/** What the user may say about a push. */
export interface PushFlags extends TranslationFlags {
  readonly to: string;
  readonly tokenFile?: string;
  readonly header?: Readonly<Record<string, string>>;
  readonly allowHttp?: true;
  /** Seconds. */
  readonly timeout: number;
  /** `--no-check` makes it false. */
  readonly check: boolean;
  readonly json?: true;
}

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
    .argument('<file>', 'raw report or Bundle of type transaction; - for standard input')
    .requiredOption('--to <url>', 'FHIR base of the server, e.g. https://fhir.hospital.example/R4')
    .option('--token-file <file>', 'file that holds the bearer token')
    .option('--header <name:value>', 'further header, not for credentials; may be repeated', header)
    .option('--allow-http', 'permit http to another machine: the report crosses the network in clear')
    .option('--timeout <seconds>', 'give up after so long', seconds, 60)
    .option('--no-check', 'send a given transaction even when the check finds errors')
    .option('--json', 'print the result as JSON');
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

/** A value is not repeated in an error: some servers want a key there. */
function header(text: string, previous: Readonly<Record<string, string>> = {}): Record<string, string> {
  const colon = text.indexOf(':');
  if (colon < 1) throw usageError('--header: must be name:value.');
  return { ...previous, [text.slice(0, colon).trim()]: text.slice(colon + 1).trim() };
}

function seconds(text: string): number {
  const number = Number(text);
  if (!(number > 0 && number <= 3_600))
    throw usageError('--timeout: must be a number of seconds up to 3600.');
  return number;
}
