import { setTimeout as sleep } from 'node:timers/promises';
import type { Intake } from '../store/outbox/intake.js';
import type { Outbox } from '../store/outbox/outbox.js';

/** Between two looks at what has not ended. */
const LOOK_EVERY_MS = 250;

/**
 * Waits until an intake and all its deliveries have ended.
 *
 * @returns a line for each that ended otherwise than well; never what the vendor was asked with.
 */
export async function problemsOf(
  { intakes, deliveries }: Pick<Outbox, 'intakes' | 'deliveries'>,
  { tenant, id }: Intake,
): Promise<readonly string[]> {
  const intake = await ended(() => intakes.read(tenant, id));
  // What is not there any more was forgotten, long after it had ended.
  if (intake === null) return [];
  if (intake.state !== 'done') return [`${intake.state}, ${intake.problem ?? 'for no known reason'}`];
  const all = intake.deliveryIds.map((deliveryId) => ended(() => deliveries.read(tenant, deliveryId)));
  return (await Promise.all(all)).flatMap((delivery) =>
    delivery?.state === 'dead' || delivery?.state === 'cancelled'
      ? [`delivery ${delivery.id} is ${delivery.state}, ${delivery.lastOutcome ?? 'not attempted'}`]
      : [],
  );
}

/** Asks until it has ended. @returns null when it is not there. */
async function ended<T extends { readonly finishedMs: number | null }>(
  read: () => Promise<T | null>,
): Promise<T | null> {
  let found = await read();
  while (found?.finishedMs === null) {
    await sleep(LOOK_EVERY_MS);
    found = await read();
  }
  return found;
}
