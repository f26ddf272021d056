import type { Database } from '../database.js';
import { createDeliveries } from './create-deliveries.js';
import { createDestinationStates } from './create-destination-states.js';
import { createHousekeeping } from './create-housekeeping.js';
import { createIntakes } from './create-intakes.js';
import { createQueue } from './create-queue.js';
import { createSharedResources } from './create-shared-resources.js';
import type { Outbox } from './outbox.js';

/** What an outbox works with. */
export interface OutboxDependencies {
  /** The store's, with tables as `migrate` leaves them. */
  readonly database: Database;
  /** A new unique id, safe in a URL, such as a UUID. */
  readonly newId: () => string;
}

/** Makes the outbox of a store. */
export function createOutbox({ database, newId }: OutboxDependencies): Outbox {
  return {
    queue: createQueue(database),
    deliveries: createDeliveries(database, newId),
    destinations: createDestinationStates(database),
    shared: createSharedResources(database),
    intakes: createIntakes(database, newId),
    housekeeping: createHousekeeping(database),
  };
}
