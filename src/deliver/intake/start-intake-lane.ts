import type { ClaimedIntake, Intakes } from '../../store/outbox/intake.js';
import { startLane, type Lane } from '../worker/lane.js';
import type { Pace } from '../worker/pace.js';
import { startTimer } from '../worker/timer.js';
import { takeIn, type TakingIn } from './take-in.js';

/** What a lane of intakes takes. */
export interface IntakeLaneDependencies extends TakingIn {
  readonly intakes: Intakes;
  /** Of the leases: this process. */
  readonly owner: string;
  /** Most intakes that are worked on at a time. */
  readonly concurrency: number;
}

/** Starts to fetch what was taken in, at once. */
export function startIntakeLane(dependencies: IntakeLaneDependencies): Lane {
  const { intakes, owner, concurrency, leaseMs, nowMs, logger } = dependencies;
  return startLane<ClaimedIntake>({
    destination: 'the vendor',
    queue: {
      claim: (_vendor, ...[by, now, lease, limit]) => intakes.claim(by, now, lease, limit),
      nextDueMs: () => intakes.nextDueMs(),
    },
    pace: upTo(concurrency),
    attempt: async (claim, stopping) => {
      await takeIn(claim, dependencies, stopping);
      return null;
    },
    // Its pace has no times.
    ...{ owner, leaseMs, nowMs, monotonicMs: nowMs },
    startTimer: dependencies.startTimer ?? startTimer,
    onError: (error) => {
      logger.error({ err: error }, 'the store failed while reports were taken in');
    },
  });
}

/** The vendor's client has a pace of its own. */
function upTo(concurrency: number): Pace {
  return {
    free: (underWay) => concurrency - underWay,
    begin: () => undefined,
    end: () => undefined,
    nextMs: () => null,
  };
}
