import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { DEFAULT_TENANT } from '../auth/principal.js';
import type { DeliveryDestination } from '../deliver/destination/delivery-destination.js';
import type { Sender } from '../deliver/send/sender.js';
import type { Reconciled, Reconciling } from '../deliver/verify/reconcile.js';
import { CommandFailed, exitCodes, usageError } from './exit-code.js';
import { printLines, type Io } from './io.js';
import { withOutbox } from './open-outbox.js';

interface ReconcileFlags {
  readonly tenant: string;
  readonly from?: number;
  readonly to?: number;
}

/** `reconcile`: what a destination has of what was delivered to it. */
export function addReconcile(program: Command, io: Io): void {
  program
    .command('reconcile')
    .summary('read back what was delivered to a destination')
    .description(
      'Reads from a destination what was delivered to it, in the store that the environment names, and says what is missing there ' +
        'or says something else, and what is valid there though the report has it no more. Nothing is written. What the destination ' +
        'has added is told, and is nothing wrong. Ends with 3 when something is missing or differs, or could not be read.',
    )
    .argument('<destination>', 'name of a destination in DESTINATIONS_FILE')
    .option('--from <time>', 'deliveries made from then on, e.g. 2026-11-25 or 2026-11-25T12:00:00Z', timeMs)
    .option('--to <time>', 'deliveries made before then', timeMs)
    .option('--tenant <name>', 'whose reports', DEFAULT_TENANT)
    .action((name: string, flags: ReconcileFlags) => reconcileAll(name, flags, io));
}

/** The store keeps links without the gateway's base. */
const OTHER_LINKS =
  'derm-fhir: PUBLIC_BASE_URL is not set: unless the gateway has none either, every link to it differs.';

async function reconcileAll(name: string, flags: ReconcileFlags, io: Io): Promise<void> {
  const { refuseDebug } = await import('./refuse-debug.js');
  const { namedDestination } = await import('./destination.js');
  const { createSender } = await import('../deliver/send/create-sender.js');
  const { createProfileSource } = await import('../deliver/worker/profile-source.js');
  const { readEnvironment } = await import('./translation.js');
  refuseDebug(io);
  const destination = namedDestination(name, io);
  if (readEnvironment(io).publicBaseUrl === null && destination.media === 'reference')
    printLines(io.stderr, [OTHER_LINKS]);
  const sender = createSender(destination);
  try {
    await withOutbox(io, ({ deliveries }, store) => {
      const get = slowly(sender, destination);
      const profile = createProfileSource(destination, { get }, Date.now);
      return printAll({ destination, deliveries, store, profile, get }, flags, io);
    });
  } finally {
    await sender.close();
  }
}

/** A gateway may be sending there at the same time. */
function slowly(sender: Sender, { ratePerSecond }: DeliveryDestination): Sender['get'] {
  return async (path, signal) => {
    await sleep(1_000 / ratePerSecond);
    return sender.get(path, signal);
  };
}

async function printAll(reconciling: Reconciling, flags: ReconcileFlags, io: Io): Promise<void> {
  const { reconcile } = await import('../deliver/verify/reconcile.js');
  const { reconciledLines, verdictOf, summaryLine } = await import('./describe-reconciled.js');
  const counts = new Map<string, number>();
  const period = { tenant: flags.tenant, fromMs: flags.from, beforeMs: flags.to };
  for await (const reconciled of reconcile(period, reconciling)) {
    printLines(io.stdout, reconciledLines(reconciled));
    count(counts, reconciled, verdictOf);
  }
  printLines(io.stderr, [summaryLine(counts)]);
  if (['differs', 'missing', 'unread'].some((verdict) => counts.has(verdict)))
    throw new CommandFailed(exitCodes.otherSide);
}

function count(
  counts: Map<string, number>,
  reconciled: Reconciled,
  verdictOf: (reconciled: Reconciled) => string,
): void {
  const verdict = verdictOf(reconciled);
  counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
}

/** A day begins at midnight UTC. */
function timeMs(text: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text)
    ? Date.parse(text)
    : NaN;
  if (Number.isNaN(ms)) throw usageError('--from, --to: must be a date, or an instant with its zone.');
  return ms;
}
