import type { Command } from 'commander';
import { DEFAULT_TENANT } from '../auth/principal.js';
import { isReportId } from '../vendor/report-id.js';
import type { Outbox } from '../store/outbox/outbox.js';
import { CommandFailed, exitCodes, usageError } from './exit-code.js';
import { printLines, type Io } from './io.js';
import { withOutbox } from './open-outbox.js';
import { readInput } from './read-input.js';

interface BackfillFlags {
  readonly tenant: string;
  readonly to?: readonly string[];
}

/** `backfill`: takes in many reports that the vendor has already. */
export function addBackfill(program: Command, io: Io): void {
  program
    .command('backfill')
    .summary('take in many reports')
    .description(
      'Takes reports in, in the store that the environment names: a gateway that is running on it fetches them, stores them and ' +
        'delivers them. Once more takes in what waits still only once.',
    )
    .argument(
      '<file>',
      "the vendor's report ids, each a JSON string on a line of its own; - for standard input",
    )
    .option('--to <destinations...>', 'names of destinations; without any, the automatic ones')
    .option('--tenant <name>', 'whose', DEFAULT_TENANT)
    .action(async (file: string, flags: BackfillFlags) => {
      const handles = idsIn(new TextDecoder().decode(await readInput(file, io)));
      const destinations = await destinationsFor(flags, io);
      await withOutbox(io, (outbox) => takeIn(outbox, handles, destinations, flags.tenant, io));
    });
}

async function takeIn(
  { intakes }: Outbox,
  handles: readonly string[],
  destinations: readonly string[],
  tenant: string,
  io: Io,
): Promise<void> {
  let isNew = 0;
  for (const [index, handle] of handles.entries()) {
    const request = { handle, destinations, locale: null, always: false, idempotency: null };
    if ((await intakes.accept(tenant, request, Date.now())).kind === 'accepted') isNew += 1;
    if (io.stderr.isTTY === true) io.stderr.write(`\r${progressBar(index + 1, handles.length)}`);
  }
  if (io.stderr.isTTY === true) io.stderr.write('\n');
  printLines(io.stderr, [`derm-fhir: taken in: ${isNew}; waiting already: ${handles.length - isNew}.`]);
}

/** @returns e.g. `[=====     ] 50 of 100`. */
export function progressBar(done: number, total: number): string {
  const width = 40;
  const full = Math.floor((done / total) * width);
  return `[${'='.repeat(full)}${' '.repeat(width - full)}] ${done} of ${total}`;
}

function idsIn(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.flatMap((line, index) => {
    if (line === '') return [];
    const id = jsonIn(line);
    if (typeof id === 'string' && isReportId(id)) return [id];
    throw new CommandFailed(exitCodes.badInput, `line ${index + 1} is no report id as a JSON string.`);
  });
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

async function destinationsFor({ tenant, to }: BackfillFlags, io: Io): Promise<readonly string[]> {
  const { readEnvironment } = await import('./translation.js');
  const { chosenDestinations } = await import('../serve/delivery/known-destination.js');
  const chosen = chosenDestinations(readEnvironment(io).destinations, tenant, to ?? []);
  if (chosen === null) throw usageError('--to: DESTINATIONS_FILE has no such destination of this tenant.');
  return chosen.map(({ name }) => name);
}
