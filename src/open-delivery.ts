import { randomUUID } from 'node:crypto';
import type { AppDependencies } from './app.js';
import type { Config } from './config/config.js';
import { createOutbox } from './store/outbox/create-outbox.js';
import type { Database } from './store/database.js';

/** Puts together what serving needs to know of deliveries: where they are kept, and what callers may know of destinations. */
export function openDelivery(
  { destinations }: Config,
  database: Database,
): Pick<AppDependencies, 'outbox' | 'destinations' | 'wake'> {
  return {
    outbox: createOutbox({ database, newId: randomUUID }),
    destinations: destinations.map(({ name, tenants, isAutomatic, locale }) => ({
      ...{ name, tenants, isAutomatic, locale },
    })),
    wake: { deliveries: () => undefined, intakes: () => undefined },
  };
}
