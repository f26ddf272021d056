import type { Command } from 'commander';
import type { Judgement } from '../deliver/judgement.js';
import { CommandFailed, exitCodes } from './exit-code.js';
import { printJson, printLines, type Io } from './io.js';
import { addPushOptions, type PushFlags } from './push-options.js';
import { readInput } from './read-input.js';
import { addTranslationOptions } from './translation-options.js';

/** `push`: stored report → outbox; raw report or transaction → FHIR server. */
export function addPush(program: Command, io: Io): void {
  const command = program
    .command('push')
    .summary('send reports to a FHIR server')
    .description(
      'Sends reports. For the id of a stored DiagnosticReport a delivery is made in the store that the environment names, and a ' +
        'gateway that is running on it sends it until it is there. A file is sent at once, and once: a raw report is translated and ' +
        'written by the profile of the destination (to a URL: as --type says), a transaction goes as it is; what the server answered ' +
        'is printed, entry by entry. Ends with 3 unless the server stored everything.\n\n' +
        'For a URL a bearer token comes from --token-file or FHIR_TOKEN, never from the command line, which other users can read.',
    )
    .argument(
      '<what...>',
      'ids of stored DiagnosticReports; files with a raw report or a Bundle of type transaction; - for standard input',
    );
  addPushOptions(command);
  addTranslationOptions(command, ['transaction', 'transaction-conditional']).action(
    (given: readonly string[], flags: PushFlags) => pushAll(given, flags, io),
  );
}

/** Ids in the store are UUIDs; a file of such a name is still there as `./name`. */
const REPORT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function pushAll(given: readonly string[], flags: PushFlags, io: Io): Promise<void> {
  const reportIds = given.filter((what) => REPORT_ID.test(what));
  if (reportIds.length > 0) {
    const { pushStored } = await import('./push-stored.js');
    await pushStored(reportIds, flags, io);
  }
  let isGood = true;
  for (const file of given.filter((what) => !REPORT_ID.test(what))) {
    const { outcome } = await pushAndPrint(file, flags, io);
    isGood &&= outcome === 'delivered';
  }
  if (!isGood) throw new CommandFailed(exitCodes.otherSide);
}

async function pushAndPrint(file: string, flags: PushFlags, io: Io): Promise<Judgement> {
  const bytes = await readInput(file, io);
  const { deliver } = await import('./deliver.js');
  const { describeDelivery } = await import('./describe-delivery.js');
  const delivery = await deliver(bytes, flags, io);
  if (flags.json === true) printJson(io.stdout, delivery);
  else printLines(io.stdout, describeDelivery(delivery, flags.to));
  return delivery;
}
