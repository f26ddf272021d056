import { backlogOf } from '../serve/delivery/backlog.js';
import { stateOf } from '../serve/delivery/describe-delivery.js';
import type { DeliveryCount } from '../store/outbox/delivery-list.js';
import type { DestinationState } from '../store/outbox/destination-state.js';

/** One line for a destination, separated by tabs: whether anything is sent there, and how many deliveries have not arrived. */
export function destinationLine(
  state: DestinationState,
  counts: readonly DeliveryCount[],
  nowMs: number,
): string {
  const backlog = backlogOf(state.destination, counts);
  const { oldestWaitingMs } = backlog;
  return [
    state.destination,
    `${stateOf(state, nowMs)}${reasonOf(state)}`,
    ...(['waiting', 'sending', 'dead'] as const).map((name) => `${name} ${backlog[name]}`),
    ...(oldestWaitingMs === null ? [] : [`oldest waiting ${timeOf(oldestWaitingMs)}`]),
  ].join('\t');
}

function reasonOf({ paused, held, failing }: DestinationState): string {
  if (paused !== null) return ` by ${paused.by}`;
  if (held !== null) return ` (${whyOf(held)})`;
  return failing === null ? '' : ` (${whyOf(failing)}, since ${timeOf(failing.sinceMs)})`;
}

function whyOf({
  reason,
  errorCode,
}: {
  readonly reason: string;
  readonly errorCode: string | null;
}): string {
  return errorCode === null ? reason : `${reason}, ${errorCode}`;
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
