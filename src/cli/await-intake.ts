import type { Intake } from '../store/outbox/intake.js';
import type { Outbox } from '../store/outbox/outbox.js';
import { deliveryEnded, hasFailed, untilEnded } from './await-ended.js';

/** How many deliveries there are of what was fetched, and how many of them have ended. */
export interface DeliveryTally {
  known: number;
  ended: number;
}

/**
 * Waits until an intake and all its deliveries have ended.
 *
 * @param onProgress called when the tally has changed.
 * @returns a line for each that ended otherwise than well; never what the vendor was asked with.
 */
export async function problemsOf(
  outbox: Pick<Outbox, 'intakes' | 'deliveries'>,
  { tenant, id }: Intake,
  tally: DeliveryTally,
  onProgress: () => void,
): Promise<readonly string[]> {
  const intake = await untilEnded(() => outbox.intakes.read(tenant, id));
  // What is not there any more was forgotten, long after it had ended.
  if (intake === null) return [];
  if (intake.state !== 'done') return [`${intake.state}, ${intake.problem ?? 'for no known reason'}`];
  tally.known += intake.deliveryIds.length;
  onProgress();
  const all = intake.deliveryIds.map(async (deliveryId) => {
    const delivery = await deliveryEnded(outbox, tenant, deliveryId);
    tally.ended += 1;
    onProgress();
    return delivery;
  });
  return (await Promise.all(all)).flatMap((delivery) =>
    delivery !== null && hasFailed(delivery)
      ? [`delivery ${delivery.id} is ${delivery.state}, ${delivery.lastOutcome ?? 'not attempted'}`]
      : [],
  );
}
