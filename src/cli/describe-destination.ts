import { stateOf } from '../serve/delivery/describe-delivery.js';
import type { DeliveryCount } from '../store/outbox/delivery-list.js';
import type { DestinationState } from '../store/outbox/destination-state.js';

/** One line for a destination, separated by tabs: whether anything is sent there, and how many deliveries have not arrived. */
export function destinationLine(
  state: DestinationState,
  counts: readonly DeliveryCount[],
  nowMs: number,
): string {
  const count = (wanted: DeliveryCount['state']): number =>
    counts
      .filter((one) => one.destination === state.destination && one.state === wanted)
      .reduce((sum, one) => sum + one.count, 0);
  return [
    state.destination,
    `${stateOf(state, nowMs)}${reasonOf(state)}`,
    ...(['waiting', 'sending', 'dead'] as const).map((name) => `${name} ${count(name)}`),
  ].join('\t');
}

function reasonOf({ paused, held }: DestinationState): string {
  if (paused !== null) return ` by ${paused.by}`;
  if (held === null) return '';
  return held.errorCode === null ? ` (${held.reason})` : ` (${held.reason}, ${held.errorCode})`;
}
