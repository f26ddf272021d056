import type { ClaimedDelivery, Verdict } from '../../store/outbox/delivery.js';
import type { DestinationStates } from '../../store/outbox/destination-state.js';
import type { DeliveryQueue } from '../../store/outbox/outbox.js';
import type { AttemptEnd, Pace, Sparing } from './pace.js';

/** What lines of deliveries are written with. */
export type DeliveryLogger = Readonly<
  Record<'debug' | 'info' | 'warn', (facts: object, message: string) => void>
>;

type States = Pick<DestinationStates, 'hold' | 'throttle'>;

/**
 * Writes a line for each end of a delivery to one destination, and one whenever the destination begins or ceases to take them: no
 * address, no name of a person, nothing that the receiver said. It looks at what the workers tell others, and takes part in nothing.
 */
export interface DeliveryLog {
  /** The same queue; ends are written down. */
  readonly ofQueue: (queue: DeliveryQueue) => DeliveryQueue;
  /** The same states; changes are written down. */
  readonly ofStates: (states: States) => States;
  /** The same pace; that it begins or ceases to spare the destination is written down. */
  readonly ofPace: (pace: Pace & Sparing) => Pace;
}

/** Why the destination takes nothing, as far as this process has heard. */
interface Closed {
  readonly kind: 'held' | 'throttled' | 'unreachable';
  readonly why: string;
  /** ms since the epoch; a throttling is over then. */
  readonly untilMs: number;
}

/** @param destination its name. */
export function createDeliveryLog(logger: DeliveryLogger, destination: string): DeliveryLog {
  const door = createDoor(logger, destination);
  return {
    ofQueue: (queue) => ({
      ...queue,
      finish: async (claim, verdict, nowMs) => {
        const isDone = await queue.finish(claim, verdict, nowMs);
        if (isDone) writeEnd(logger, claim, verdict);
        if (verdict.kind === 'delivered') door.passed(nowMs);
        return isDone;
      },
    }),
    ofStates: (states) => ({
      hold: async (name, reason, untilMs, nowMs, errorCode = null) => {
        await states.hold(name, reason, untilMs, nowMs, errorCode);
        // Under `error` the logger describes what was thrown, and would not write a code.
        const error = errorCode === null ? {} : { errorCode };
        const facts = { outcome: reason, ...error, until: timeOf(untilMs) };
        door.close({ kind: 'held', why: `${reason} ${errorCode ?? ''}`, untilMs }, facts);
      },
      throttle: async (name, untilMs) => {
        await states.throttle(name, untilMs);
        door.close({ kind: 'throttled', why: '', untilMs }, { until: timeOf(untilMs) });
      },
    }),
    ofPace: (pace) => ({
      ...pace,
      end: (outcome, nowMs) => {
        pace.end(outcome, nowMs);
        door.spared(pace.isSparing(), outcome);
      },
    }),
  };
}

/** Remembers whether the destination takes anything, so that only what changes is said. */
function createDoor(logger: DeliveryLogger, destination: string) {
  let closed: Closed | null = null;
  const close = (next: Closed, facts: object): void => {
    const isNews = closed?.kind !== next.kind || closed.why !== next.why;
    closed = next;
    const level = next.kind === 'throttled' ? 'info' : 'warn';
    if (isNews) logger[level]({ destination, ...facts }, `destination ${next.kind}`);
  };
  const open = ({ kind }: Closed): void => {
    logger.info({ destination, after: kind }, 'destination running again');
    closed = null;
  };
  return {
    close,
    /** Something was delivered; what was under way before it was throttled may be. */
    passed: (nowMs: number): void => {
      if (closed === null || closed.kind === 'unreachable') return;
      if (closed.kind === 'held' || closed.untilMs <= nowMs) open(closed);
    },
    spared: (isSpared: boolean, outcome: AttemptEnd): void => {
      if (isSpared && closed === null) close({ kind: 'unreachable', why: '', untilMs: 0 }, { outcome });
      if (!isSpared && closed?.kind === 'unreachable') open(closed);
    },
  };
}

/** Of what is tried again only who looks for it hears: there may be thousands. */
function writeEnd(logger: DeliveryLogger, claim: ClaimedDelivery, { kind, attempt }: Verdict): void {
  const { outcome, status, errorCode, durationMs, correlationId, counts } = attempt;
  const facts = {
    ...{ delivery: claim.id, report: claim.reportId, destination: claim.destination, tenant: claim.tenant },
    ...{ outcome, status: status ?? undefined, errorCode, ms: durationMs },
    attempts: Object.values(claim.attempts).reduce((sum, count) => sum + count, counts ? 1 : 0),
    requestId: correlationId,
  };
  if (kind === 'delivered') logger.info(facts, 'delivered');
  else if (kind === 'dead') logger.warn(facts, 'delivery dead');
  else logger.debug(facts, 'delivery tried again later');
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
