import type { Queries } from '../database.js';

/** What an operator or a client did, for the audit. */
export interface OutboxAction {
  readonly atMs: number;
  /** null: it concerns a destination as a whole. */
  readonly tenant: string | null;
  readonly by: string;
  readonly action: 'pause' | 'resume' | 'retry' | 'discard' | 'replay' | 'cancel-replay';
  /** Name of the destination, id of the delivery or of the replay. */
  readonly subject: string;
}

/** Writes it down, in the transaction that does it. */
export async function noteAction(
  queries: Queries,
  { atMs, tenant, by, action, subject }: OutboxAction,
): Promise<void> {
  await queries.run(
    'insert into outbox_action (at, tenant, client, action, subject) values ($1, $2, $3, $4, $5)',
    [atMs, tenant, by, action, subject],
  );
}
