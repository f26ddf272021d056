import type { Command } from 'commander';
import { DEFAULT_TENANT } from '../auth/principal.js';
import { isReportId } from '../vendor/report-id.js';
import type { Intake } from '../store/outbox/intake.js';
import type { Outbox } from '../store/outbox/outbox.js';
import { CommandFailed, exitCodes, usageError } from './exit-code.js';
import { printLines, type Io } from './io.js';
import { followAll } from './await-ended.js';
import { problemsOf } from './await-intake.js';
import { withOutbox } from './open-outbox.js';
import { clearProgress, showProgress } from './progress-bar.js';
import { readInput } from './read-input.js';

interface BackfillFlags {
  readonly tenant: string;
  readonly to?: readonly string[];
  readonly wait?: true;
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
    .option('--wait', 'until a running gateway has delivered all of them; ends with 3 when it gave up on one')
    .action(async (file: string, flags: BackfillFlags) => {
      const handles = idsIn(new TextDecoder().decode(await readInput(file, io)));
      const destinations = await destinationsFor(flags, io);
      await withOutbox(io, async (outbox) => {
        const intakes = await takeIn(outbox, handles, destinations, flags.tenant, io);
        if (flags.wait === true) await waitFor(outbox, intakes, io);
      });
    });
}

async function takeIn(
  { intakes }: Outbox,
  handles: readonly string[],
  destinations: readonly string[],
  tenant: string,
  io: Io,
): Promise<readonly Intake[]> {
  const all: Intake[] = [];
  let isNew = 0;
  for (const handle of handles) {
    const request = { handle, destinations, locale: null, always: false, idempotency: null };
    const accepted = await intakes.accept(tenant, request, Date.now());
    if (accepted.kind === 'accepted') isNew += 1;
    if (accepted.kind !== 'other-body') all.push(accepted.intake);
    showProgress(all.length, handles.length, io);
  }
  printLines(io.stderr, [`derm-fhir: taken in: ${isNew}; waiting already: ${handles.length - isNew}.`]);
  return all;
}

async function waitFor(outbox: Outbox, intakes: readonly Intake[], io: Io): Promise<void> {
  const tally = { known: 0, ended: 0 };
  let [ended, failed] = [0, 0];
  const show = (): void => {
    showProgress(ended, intakes.length, io, ` reports, ${tally.ended} of ${tally.known} deliveries`);
  };
  await followAll(intakes, async (intake, index) => {
    const problems = await problemsOf(outbox, intake, tally, show);
    ended += 1;
    if (problems.length > 0) {
      failed += 1;
      clearProgress(io);
    }
    printLines(
      io.stdout,
      problems.map((problem) => `report ${index + 1}: ${problem}`),
    );
    show();
  });
  printLines(io.stderr, [`derm-fhir: delivered: ${intakes.length - failed}; not delivered: ${failed}.`]);
  if (failed > 0) throw new CommandFailed(exitCodes.otherSide);
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
