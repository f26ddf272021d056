import type { Closing } from './closing.js';
import type { Logger } from './observe/logger.js';
import { createStore } from './store/create-store.js';
import type { Database } from './store/database.js';
import { startRetention } from './store/retention.js';
import type { Store } from './store/store.js';

const DAY = 86_400_000;

/**
 * Makes the store over an open database and keeps it free of what is too old.
 *
 * @param baseUrl FHIR base that links in its resources get.
 * @param retentionDays null: nothing is ever too old.
 */
export function openStore(
  database: Database,
  baseUrl: string,
  retentionDays: number | null,
  logger: Logger,
  closing: Closing,
): Store {
  const store = createStore({ database, nowMs: Date.now, baseUrl });
  if (retentionDays !== null) {
    const stop = startRetention({
      store,
      keepMs: retentionDays * DAY,
      nowMs: Date.now,
      onErased: (reports) => {
        logger.info({ reports }, 'erased reports because of their age');
      },
      onFailure: (error) => {
        logger.error({ err: error }, 'reports that are too old could not be erased');
      },
    });
    closing.add(stop);
  }
  return store;
}
