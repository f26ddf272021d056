import type { Closing } from './closing.js';
import type { Config } from './config.js';
import type { Logger } from './observe/logger.js';
import { createStore } from './store/create-store.js';
import type { Database } from './store/database.js';
import { prepareDatabase } from './store/prepare-database.js';
import { startRetention } from './store/retention.js';
import type { Store } from './store/store.js';

const DAY = 86_400_000;

/** What is open until the service closes. */
export interface OpenStore {
  readonly database: Database;
  readonly store: Store;
}

/**
 * Opens the store and keeps it free of what is too old.
 *
 * @param owner whose reports it is for.
 * @throws StoreProblem when it cannot be used as it is set.
 */
export async function openStore(
  config: Pick<Config, 'store' | 'retentionDays'>,
  owner: string,
  logger: Logger,
  closing: Closing,
): Promise<OpenStore> {
  const database = await prepareDatabase(config.store, owner, Date.now);
  const store = createStore({ database, nowMs: Date.now });
  closing.add(() => store.close());
  if (config.retentionDays !== null) {
    const stop = startRetention({
      store,
      keepMs: config.retentionDays * DAY,
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
  return { database, store };
}
