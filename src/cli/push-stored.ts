import { explain } from '../deliver/explain.js';
import { OutcomeError } from '../fhir/outcome.js';
import { deliverStored, type StoredDelivery } from '../serve/delivery/deliver-stored.js';
import { chosenDestinations } from '../serve/delivery/known-destination.js';
import type { Delivery, Enqueued } from '../store/outbox/delivery.js';
import type { Outbox } from '../store/outbox/outbox.js';
import type { Store } from '../store/store.js';
import { deliveryEnded, followAll, hasFailed } from './await-ended.js';
import { noDestination } from './destination.js';
import { CommandFailed, exitCodes, usageError } from './exit-code.js';
import { printJson, printLines, type Io } from './io.js';
import { withOutbox } from './open-outbox.js';
import { clearProgress, showProgress } from './progress-bar.js';
import type { PushFlags } from './push-options.js';
import { readEnvironment } from './translation.js';

/** A delivery, and which report it is of. */
interface PushedReport extends Enqueued {
  readonly reportId: string;
}

/**
 * Makes deliveries of stored reports, as `$push` does; a gateway that is running on the store sends them.
 *
 * @param reportIds of their DiagnosticReports.
 * @throws CommandFailed `usage` when there is no such report or destination; then later ones are not looked at. `otherSide` when
 * it waited, and the destination does not have one.
 */
export async function pushStored(reportIds: readonly string[], flags: PushFlags, io: Io): Promise<void> {
  const { tenant, to: name, always = false } = flags;
  const to = chosenDestinations(readEnvironment(io).destinations, tenant, [name]);
  if (to === null)
    throw noDestination(`--to: DESTINATIONS_FILE has no destination ${name} of this tenant.`, io);
  await withOutbox(io, async (outbox, store) => {
    const all: PushedReport[] = [];
    for (const reportId of reportIds)
      for (const made of await delivered(store, { tenant, reportId, to, always }))
        all.push({ reportId, ...made });
    if (flags.wait === true) await follow(outbox, all, flags, io);
    else for (const one of all) printDelivery(one, one.isNew ? 'waiting' : 'unchanged', flags, io);
  });
}

/** Prints each delivery when it has ended. @throws CommandFailed `otherSide` when the destination does not have one. */
async function follow(outbox: Outbox, all: readonly PushedReport[], flags: PushFlags, io: Io): Promise<void> {
  let [ended, failed] = [0, 0];
  // First of all: who stops waiting has something to ask for.
  printLines(
    io.stderr,
    all.map(({ deliveryId, destination }) => `derm-fhir: waits for ${deliveryId} to ${destination}.`),
  );
  showProgress(ended, all.length, io);
  await followAll(all, async (one) => {
    const delivery = await deliveryEnded(outbox, flags.tenant, one.deliveryId);
    ended += 1;
    clearProgress(io);
    printDelivery(one, delivery?.state ?? 'forgotten', flags, io);
    if (delivery !== null && hasFailed(delivery)) {
      failed += 1;
      printLines(io.stderr, [whyNot(delivery)]);
    }
    showProgress(ended, all.length, io);
  });
  printLines(io.stderr, [`derm-fhir: delivered: ${all.length - failed}; not delivered: ${failed}.`]);
  if (failed > 0) throw new CommandFailed(exitCodes.otherSide);
}

function whyNot({ id, state, lastOutcome }: Delivery): string {
  const meaning = lastOutcome === null ? null : explain(lastOutcome, null);
  const reason = [lastOutcome ?? state, ...(meaning === null ? [] : [meaning])].join(': ');
  return `derm-fhir: ${id}: ${reason} (deliveries show ${id} says more.)`;
}

async function delivered(store: Store, wanted: StoredDelivery): Promise<readonly Enqueued[]> {
  try {
    return await deliverStored(store, wanted);
  } catch (error) {
    if (error instanceof OutcomeError)
      throw usageError(`DiagnosticReport/${wanted.reportId}: ${error.message}`);
    throw error;
  }
}

function printDelivery(pushed: PushedReport, state: string, { json }: PushFlags, { stdout }: Io): void {
  const { deliveryId, destination, reportId } = pushed;
  if (json === true) printJson(stdout, { ...pushed, state });
  else printLines(stdout, [[deliveryId, state, destination, reportId].join('\t')]);
}
