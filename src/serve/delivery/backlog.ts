import type { DeliveryCount } from '../../store/outbox/delivery-list.js';

/** What has not arrived at a destination. */
export interface Backlog {
  readonly waiting: number;
  readonly sending: number;
  readonly dead: number;
  /** When the oldest of those that wait was made, in ms since the epoch; null when none does. */
  readonly oldestWaitingMs: number | null;
}

/** Picks out what is of one destination, by its name. */
export function backlogOf(destination: string, counts: readonly DeliveryCount[]): Backlog {
  const of = (wanted: DeliveryCount['state']): DeliveryCount | undefined =>
    counts.find((one) => one.destination === destination && one.state === wanted);
  return {
    waiting: of('waiting')?.count ?? 0,
    sending: of('sending')?.count ?? 0,
    dead: of('dead')?.count ?? 0,
    oldestWaitingMs: of('waiting')?.oldestMs ?? null,
  };
}
