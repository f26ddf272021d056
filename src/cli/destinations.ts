import type { Command } from 'commander';
import type { Outbox } from '../store/outbox/outbox.js';
import { noDestination } from './destination.js';
import { destinationLine } from './describe-destination.js';
import { printLines, type Io } from './io.js';
import { OPERATOR, withOutbox } from './open-outbox.js';

/** `destinations`: how they are, and how to stop and go on sending to one, for every tenant. */
export function addDestinations(program: Command, io: Io): void {
  const destinations = program
    .command('destinations')
    .summary('list, pause and resume destinations')
    .description(
      'Shows, pauses and resumes destinations in the store that the environment names, for every gateway on it.',
    );
  destinations
    .command('list')
    .summary('list destinations, and how many deliveries wait, are being sent and are dead')
    .action(() => withOutbox(io, (outbox) => list(outbox, io)));
  destinations
    .command('pause')
    .summary('send nothing more there; deliveries keep their places')
    .argument('<name>', 'of the destination')
    .action(async (name: string) => {
      await demandKnown(name, io);
      await withOutbox(io, (outbox) => outbox.destinations.pause(name, OPERATOR, Date.now()));
      printLines(io.stderr, [`derm-fhir: ${name} is paused.`]);
    });
  destinations
    .command('resume')
    .summary('go on sending; ends a hold or a throttling, too')
    .argument('<name>', 'of the destination')
    .action(async (name: string) => {
      await demandKnown(name, io);
      await withOutbox(io, (outbox) => outbox.destinations.resume(name, OPERATOR, Date.now()));
      printLines(io.stderr, [`derm-fhir: ${name} is resumed.`]);
    });
}

async function list({ destinations, deliveries }: Outbox, io: Io): Promise<void> {
  const { readEnvironment } = await import('./translation.js');
  const names = readEnvironment(io).destinations.map(({ name }) => name);
  const [states, counts] = await Promise.all([destinations.read(names), deliveries.counts()]);
  printLines(
    io.stdout,
    states.map((state) => destinationLine(state, counts, Date.now())),
  );
}

/** A slip in a name must not look as if it had worked. */
async function demandKnown(name: string, io: Io): Promise<void> {
  const { readEnvironment } = await import('./translation.js');
  const { destinations } = readEnvironment(io);
  if (!destinations.some((destination) => destination.name === name))
    throw noDestination('DESTINATIONS_FILE has no destination of this name.', io);
}
