import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery } from '../store/outbox/delivery.js';
import type { Outbox } from '../store/outbox/outbox.js';

/** Between two looks at what has not ended. */
const LOOK_EVERY_MS = 250;

/** So many are looked at in turns: the others wait until one of them has ended. */
const AT_A_TIME = 50;

/** Waits until a delivery has ended. @returns null when it is not there any more: it was forgotten, long after it had ended. */
export function deliveryEnded(
  { deliveries }: Pick<Outbox, 'deliveries'>,
  tenant: string,
  id: string,
): Promise<Delivery | null> {
  return untilEnded(() => deliveries.read(tenant, id));
}

/** Whether a delivery has ended without the destination having the report, or a newer version of it. */
export function hasFailed({ state }: Delivery): boolean {
  return state === 'dead' || state === 'discarded' || state === 'cancelled';
}

/** Asks until it has ended. @returns null when it is not there. */
export async function untilEnded<T extends { readonly finishedMs: number | null }>(
  read: () => Promise<T | null>,
): Promise<T | null> {
  let found = await read();
  while (found?.finishedMs === null) {
    await sleep(LOOK_EVERY_MS);
    found = await read();
  }
  return found;
}

/** Follows things that end by and by, several at a time, each from its beginning to its end. */
export async function followAll<T>(
  all: readonly T[],
  follow: (one: T, index: number) => Promise<void>,
): Promise<void> {
  const left = all.entries();
  const take = async (): Promise<void> => {
    for (const [index, one] of left) await follow(one, index);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, take));
}
