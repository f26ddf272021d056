import { randomUUID } from 'node:crypto';
import type { Destination } from './destination.js';
import type { PlannedRequest } from './planned-request.js';
import { judge } from './policy/judge.js';
import type { Judgement } from './judgement.js';
import { createSender } from './send/create-sender.js';
import type { SentEntry } from './transaction.js';

/** Whoever types an address may mean one of their own network. The token is among the headers. */
const ONCE = {
  auth: { kind: 'none' },
  tls: {},
  isPrivate: true,
  hasTrailingSlash: false,
  concurrency: 1,
} as const;

/**
 * Sends a transaction once, without any outbox (https://hl7.org/fhir/R4/http.html#transaction).
 *
 * @param transaction the Bundle as text: it is sent byte for byte, so that no decimal loses a zero.
 * @param timeoutMs for all of it.
 */
export async function pushOnce(
  transaction: string,
  entries: readonly SentEntry[],
  destination: Destination,
  timeoutMs: number,
): Promise<Judgement> {
  const toTheBase = { interaction: 'transaction', method: 'POST', path: '', headers: {} } as const;
  const request: PlannedRequest = { ...toTheBase, body: transaction, entries, find: null, open: [] };
  const sender = createSender({ ...destination, ...ONCE, timeoutMs });
  try {
    return judge(await sender.send(request, randomUUID()), request, Date.now());
  } finally {
    await sender.close();
  }
}
