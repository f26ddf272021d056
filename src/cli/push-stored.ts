import { OutcomeError } from '../fhir/outcome.js';
import { deliverStored, type StoredDelivery } from '../serve/delivery/deliver-stored.js';
import { chosenDestinations } from '../serve/delivery/known-destination.js';
import type { Enqueued } from '../store/outbox/delivery.js';
import type { Store } from '../store/store.js';
import { usageError } from './exit-code.js';
import { printJson, printLines, type Io } from './io.js';
import { withOutbox } from './open-outbox.js';
import type { PushFlags } from './push-options.js';
import { readEnvironment } from './translation.js';

/**
 * Makes deliveries of stored reports, as `$push` does; a gateway that is running on the store sends them.
 *
 * @param reportIds of their DiagnosticReports.
 * @throws CommandFailed `usage` when there is no such report or destination; then later ones are not looked at.
 */
export async function pushStored(reportIds: readonly string[], flags: PushFlags, io: Io): Promise<void> {
  const { tenant, to: name, always = false } = flags;
  const to = chosenDestinations(readEnvironment(io).destinations, tenant, [name]);
  if (to === null) throw usageError(`--to: DESTINATIONS_FILE has no destination ${name} of this tenant.`);
  await withOutbox(io, async (_outbox, store) => {
    for (const reportId of reportIds)
      for (const made of await delivered(store, { tenant, reportId, to, always }))
        printDelivery(reportId, made, flags, io);
  });
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

function printDelivery(reportId: string, made: Enqueued, { json }: PushFlags, { stdout }: Io): void {
  const { deliveryId, destination, isNew } = made;
  if (json === true) printJson(stdout, { reportId, ...made });
  else printLines(stdout, [[deliveryId, isNew ? 'waiting' : 'unchanged', destination, reportId].join('\t')]);
}
