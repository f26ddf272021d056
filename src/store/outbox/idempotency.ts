import { hashOf } from '../content-hash.js';
import type { Queries } from '../database.js';
import { textOf } from '../row.js';

/** Makes asking again safe. */
export interface Idempotency {
  /** Unique within the tenant; the caller puts the kind of key and the client before it. */
  readonly key: string;
  /** Hash of everything that was asked. */
  readonly bodyHash: string;
}

/** What was answered when the key was used before; null: it was used for something else. */
export interface EarlierAnswer {
  readonly answer: string | null;
}

/** Looks a key up. @returns null when it was not used yet. */
export async function earlierAnswer(
  queries: Queries,
  tenant: string,
  idempotency: Idempotency | null,
): Promise<EarlierAnswer | null> {
  if (idempotency === null) return null;
  const [row] = await queries.all(
    'select body_hash, answer from idempotency_key where tenant = $1 and key_hash = $2',
    [tenant, hashOf(idempotency.key)],
  );
  if (row === undefined) return null;
  return { answer: textOf(row, 'body_hash') === idempotency.bodyHash ? textOf(row, 'answer') : null };
}

/**
 * Keeps what a key is answered that was not used yet.
 *
 * @param queries of the transaction in which it was looked up. Of two at the same time with one key, PostgreSQL undoes the
 *   second one, which then finds the answer of the first; SQLite has one writer at a time.
 */
export async function keepAnswer(
  { queries, tenant, nowMs }: { readonly queries: Queries; readonly tenant: string; readonly nowMs: number },
  { key, bodyHash }: Idempotency,
  answer: string,
): Promise<void> {
  await queries.run(
    'insert into idempotency_key (tenant, key_hash, body_hash, answer, used_at) values ($1, $2, $3, $4, $5)',
    [tenant, hashOf(key), bodyHash, answer, nowMs],
  );
}
