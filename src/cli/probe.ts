import type { Command } from 'commander';
import { CommandFailed, exitCodes } from './exit-code.js';
import { printJson, printLines, type Io } from './io.js';
import { addServerOptions, type ServerFlags } from './server-options.js';

/** What the user may say about a probe. */
interface ProbeFlags extends ServerFlags {
  readonly json?: true;
}

/** `probe`: how a FHIR server would be written to, and why. */
export function addProbe(program: Command, io: Io): void {
  const command = program
    .command('probe')
    .summary('say how a FHIR server would be written to, and why')
    .description(
      "Reads a server's CapabilityStatement, chooses the profile that reports are written by, and prints the reasons: what the " +
        'server states, what is known of it, and what is only assumed. Nothing is written.',
    )
    .argument('<destination>', 'name of a destination in DESTINATIONS_FILE, or the base URL of a server');
  addServerOptions(command)
    .option('--json', 'print the result as JSON')
    .action((to: string, flags: ProbeFlags) => probeAndPrint(to, flags, io));
}

async function probeAndPrint(to: string, flags: ProbeFlags, io: Io): Promise<void> {
  const { refuseDebug } = await import('./refuse-debug.js');
  const { destinationOf } = await import('./destination.js');
  const { describeProbe } = await import('./describe-probe.js');
  const { createSender } = await import('../deliver/send/create-sender.js');
  const { probe } = await import('../deliver/probe/probe.js');
  refuseDebug(io);
  const destination = destinationOf(to, flags, io);
  const sender = createSender(destination);
  try {
    const found = await probe({ get: (path) => sender.get(path) }, destination.media);
    if (flags.json === true) printJson(io.stdout, found);
    else printLines(io.stdout, describeProbe(found, destination));
    if (found.kind !== 'stated') throw new CommandFailed(exitCodes.otherSide);
  } finally {
    await sender.close();
  }
}
