import { randomUUID } from 'node:crypto';
import type { Outbox } from '../store/outbox/outbox.js';
import { createOutbox } from '../store/outbox/create-outbox.js';
import { createStore } from '../store/create-store.js';
import { migrate } from '../store/migrate.js';
import { openDatabase, type DatabasePlace } from '../store/open-database.js';
import type { Store } from '../store/store.js';
import { StoreProblem } from '../store/store-problem.js';
import { CommandFailed, exitCodes, usageError } from './exit-code.js';
import type { Io } from './io.js';

/** Who changes something in it, for the audit. */
export const OPERATOR = 'command-line';

/** What is done with an outbox, and the reports that are in the same database. */
export type OutboxWork = (outbox: Outbox, store: Store) => Promise<void>;

/**
 * Opens the outbox in the store that the environment names, works with it, and closes it.
 *
 * @throws CommandFailed `usage` when the place is wrong, `otherSide` when the database fails. Never with its own words, which may
 * hold a password.
 */
export async function withOutbox(io: Io, work: OutboxWork): Promise<void> {
  const { readEnvironment } = await import('./translation.js');
  const { store, publicBaseUrl, host, port } = readEnvironment(io);
  // As a gateway on the same environment would link to itself.
  const baseUrl = publicBaseUrl ?? `http://${host}:${port}/fhir`;
  if (store.kind === 'memory')
    throw usageError(
      'deliveries in memory end with the process; set STORE=file:… or DATABASE_URL, as for the gateway.',
    );
  try {
    await workWith(store, baseUrl, work);
  } catch (error) {
    if (error instanceof CommandFailed) throw error;
    if (error instanceof StoreProblem) throw usageError(error.message);
    throw new CommandFailed(exitCodes.otherSide, 'the database failed.');
  }
}

async function workWith(place: DatabasePlace, baseUrl: string, work: OutboxWork): Promise<void> {
  const database = await openDatabase(place);
  try {
    await migrate(database, Date.now);
    const outbox = createOutbox({ database, newId: randomUUID });
    await work(outbox, createStore({ database, nowMs: Date.now, baseUrl }));
  } finally {
    await database.close();
  }
}
