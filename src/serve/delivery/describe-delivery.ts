import type { DeliveryCount, Replay } from '../../store/outbox/delivery-list.js';
import type { Attempt, Delivery } from '../../store/outbox/delivery.js';
import type { DestinationState } from '../../store/outbox/destination-state.js';
import { backlogOf } from './backlog.js';
import type { KnownDestination } from './known-destination.js';
import type { RawPlaces } from './raw-places.js';

/**
 * Says for people what an outcome means; those who send know.
 *
 * @param errorCode of the transport error, if there was one.
 * @returns null for an outcome that nothing is known of.
 */
export type MeaningOf = (outcome: string, errorCode: string | null) => string | null;

type Described = Readonly<Record<string, unknown>>;

/** What operators see of a delivery. */
export function describeDelivery(delivery: Delivery): Described {
  const { id, destination, state, reportId, version, language, createdMs, changedMs, finishedMs } = delivery;
  return {
    ...{ id, destination, state },
    report: `DiagnosticReport/${reportId}`,
    ...{ version, language },
    created: timeOf(createdMs),
    changed: timeOf(changedMs),
    ...(finishedMs === null ? { due: timeOf(delivery.dueMs) } : { finished: timeOf(finishedMs) }),
    outcomes: delivery.attempts,
    ...(delivery.lastOutcome === null ? {} : { lastOutcome: delivery.lastOutcome }),
  };
}

/** One sending. Never a body; what the receiver said of it is in `issues`. */
export function describeAttempt(attempt: Attempt, meaningOf: MeaningOf, placesOf: RawPlaces): Described {
  const { startedMs, durationMs, outcome, status, errorCode, correlationId, issues, counts } = attempt;
  return {
    started: timeOf(startedMs),
    durationMs,
    outcome,
    ...(status === null ? {} : { status }),
    ...(outcome === 'delivered' ? {} : whyOf(outcome, errorCode ?? null, meaningOf)),
    requestId: correlationId,
    counts,
    issues: issues.map((issue) => {
      const places = placesOf(issue);
      return { ...issue, ...(places.length === 0 ? {} : { rawPointers: places }) };
    }),
  };
}

/** What an outcome means, and the transport error that it came of. */
function whyOf(outcome: string, errorCode: string | null, meaningOf: MeaningOf): Described {
  const meaning = meaningOf(outcome, errorCode);
  return {
    ...(errorCode === null ? {} : { error: errorCode }),
    ...(meaning === null ? {} : { meaning }),
  };
}

/** How far a replay is. */
export function describeReplay({
  id,
  createdMs,
  by,
  perSecond,
  cancelledMs,
  total,
  states,
}: Replay): Described {
  return {
    ...{ id, created: timeOf(createdMs), by, perSecond },
    ...(cancelledMs === null ? {} : { cancelled: timeOf(cancelledMs) }),
    ...{ total, states },
  };
}

/** What operators see of a destination: whether anything is sent there, and why not. */
export function describeDestination(
  { name, isAutomatic, locale }: KnownDestination,
  destination: DestinationState,
  counts: readonly DeliveryCount[],
  nowMs: number,
  meaningOf: MeaningOf,
): Described {
  const { paused, held, failing, throttledUntilMs } = destination;
  const { oldestWaitingMs, ...numbers } = backlogOf(name, counts);
  return {
    name,
    state: stateOf(destination, nowMs),
    automatic: isAutomatic,
    ...numbers,
    ...(oldestWaitingMs === null ? {} : { oldestWaiting: timeOf(oldestWaitingMs) }),
    ...(locale === null ? {} : { locale }),
    ...(paused === null ? {} : { paused: { since: timeOf(paused.sinceMs), by: paused.by } }),
    ...(held === null
      ? {}
      : {
          held: {
            ...{ since: timeOf(held.sinceMs), reason: held.reason },
            ...whyOf(held.reason, held.errorCode, meaningOf),
            until: timeOf(held.untilMs),
          },
        }),
    ...(failing === null
      ? {}
      : {
          failing: {
            ...{ since: timeOf(failing.sinceMs), reason: failing.reason },
            ...whyOf(failing.reason, failing.errorCode, meaningOf),
          },
        }),
    ...(isAhead(throttledUntilMs, nowMs) ? { throttledUntil: timeOf(throttledUntilMs) } : {}),
  };
}

/** The strongest reason why nothing is sent, or that it is. */
export function stateOf(
  { paused, held, failing, throttledUntilMs }: DestinationState,
  nowMs: number,
): 'paused' | 'held' | 'throttled' | 'unreachable' | 'running' {
  if (paused !== null) return 'paused';
  if (held !== null) return 'held';
  if (isAhead(throttledUntilMs, nowMs)) return 'throttled';
  return failing === null ? 'running' : 'unreachable';
}

function isAhead(timeMs: number | null, nowMs: number): timeMs is number {
  return timeMs !== null && timeMs > nowMs;
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
