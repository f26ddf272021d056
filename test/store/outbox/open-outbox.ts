import { afterEach, beforeEach } from '@jest/globals';
import { createStore } from '../../../src/store/create-store.js';
import type { Database } from '../../../src/store/database.js';
import { migrate } from '../../../src/store/migrate.js';
import { createOutbox } from '../../../src/store/outbox/create-outbox.js';
import type { Attempt, Enqueued } from '../../../src/store/outbox/delivery.js';
import type { Outbox } from '../../../src/store/outbox/outbox.js';
import type { SavingOptions, Store } from '../../../src/store/store.js';
import type { EmptyDatabase } from '../engines.js';
import { smallReport } from '../stored-report.js';

export const START = Date.UTC(2026, 0, 1);
export const TENANT = 'default';

/** A store and its outbox, with a clock that stands until it is moved. */
export interface OpenOutbox {
  readonly database: Database;
  readonly store: Store;
  readonly outbox: Outbox;
  /** Names that were told to have something new to get. */
  readonly told: string[];
  now: number;
  /** Saves a report of one Observation and says what became of each destination. */
  save(
    report: string,
    content: string,
    options?: SavingOptions & { readonly language?: string },
  ): Promise<readonly Enqueued[]>;
}

/** @param database empty, or one that another gateway has open. */
export async function openOutbox(empty: EmptyDatabase): Promise<OpenOutbox> {
  const database = empty.open();
  await migrate(database, () => START);
  const told: string[] = [];
  let ids = 0;
  const open: OpenOutbox = {
    database,
    told,
    now: START,
    store: createStore({ database, nowMs: () => open.now, onEnqueued: (names) => told.push(...names) }),
    outbox: createOutbox({ database, newId: () => `id-${(ids += 1)}` }),
    save: async (report, content, { language = 'en', ...options } = {}) => {
      const saved = await open.store.saveReport(
        TENANT,
        smallReport(report, { a: content }, { language }),
        options,
      );
      if ('erasedAt' in saved) throw new Error('erased');
      return saved.deliveries;
    },
  };
  return open;
}

/**
 * Opens one in a database of its own for each test of a group, and removes it afterwards.
 *
 * @returns gives the one of the test that runs.
 */
export function openForEach(create: () => Promise<EmptyDatabase>): () => OpenOutbox {
  let empty: EmptyDatabase | undefined;
  let opened: OpenOutbox | undefined;
  beforeEach(async () => {
    empty = await create();
    opened = await openOutbox(empty);
  });
  afterEach(() => empty?.dispose());
  return () => {
    if (opened === undefined) throw new Error('it is there within tests only');
    return opened;
  };
}

/** An attempt that ended so. */
export function attempt(outcome: string, given: Partial<Attempt> = {}): Attempt {
  return {
    startedMs: START,
    durationMs: 12,
    outcome,
    status: outcome === 'delivered' ? 200 : 503,
    correlationId: 'c-1',
    issues: [],
    counts: true,
    ...given,
  };
}

/** The one that must be there. */
export function only<T>(all: readonly T[]): T {
  const [first] = all;
  if (first === undefined || all.length > 1) throw new Error(`there are ${all.length}, not one`);
  return first;
}
