import type { Logger } from '../../observe/logger.js';
import type { Outbox } from '../../store/outbox/outbox.js';
import type { DeliveryDestination } from '../destination/delivery-destination.js';
import { judge } from '../policy/judge.js';
import type { Sender } from '../send/sender.js';
import { attempt } from './attempt.js';
import type { AttemptDependencies } from './attempt-dependencies.js';
import { createDecider } from './create-decider.js';
import { createPace } from './create-pace.js';
import type { DeliveringDependencies } from './deliver-version.js';
import { createDeliveryLog, type DeliveryLogger } from './delivery-log.js';
import { startLane, type Lane } from './lane.js';
import { createProfileSource } from './profile-source.js';
import { startTimer, type StartTimer } from './timer.js';

/** What workers take. */
export interface WorkerDependencies {
  readonly destinations: readonly DeliveryDestination[];
  readonly store: DeliveringDependencies['store'];
  readonly outbox: Pick<Outbox, 'queue' | 'destinations' | 'shared'>;
  readonly openSender: (destination: DeliveryDestination) => Sender;
  readonly fileOf: DeliveringDependencies['fileOf'];
  readonly logger: DeliveryLogger & Pick<Logger, 'error'>;
  /** Of the leases: this process. */
  readonly owner: string;
  /** ms since the epoch. */
  readonly nowMs: () => number;
  /** A clock that nobody sets, in ms; the machine's unless told. */
  readonly monotonicMs?: () => number;
  /** Of these clocks; the real one unless told. */
  readonly startTimer?: StartTimer;
  /** A new unique id. */
  readonly nextId: () => string;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** ms after which the work of a worker that is gone is taken over. */
  readonly leaseMs?: number;
}

/** All lanes of this process. */
export interface DeliveryWorkers {
  /** Something may be due for these destinations. */
  readonly wake: (destinations: readonly string[]) => void;
  /** Begins nothing more, and resolves when nothing is under way. @param graceMs then what is under way is ended. */
  readonly stop: (graceMs: number) => Promise<void>;
}

const LEASE_MS = 60_000;

/** Starts a lane for each destination. */
export function startWorkers(dependencies: WorkerDependencies): DeliveryWorkers {
  const lanes = new Map(
    dependencies.destinations.map((destination) => [destination.name, openLane(destination, dependencies)]),
  );
  return {
    wake: (names) => {
      for (const name of names) lanes.get(name)?.wake();
    },
    stop: async (graceMs) => {
      await Promise.all([...lanes.values()].map((lane) => lane.stop(graceMs)));
    },
  };
}

function openLane(destination: DeliveryDestination, dependencies: WorkerDependencies): Lane {
  const { outbox, openSender, logger, owner, nowMs, random, leaseMs = LEASE_MS } = dependencies;
  const { monotonicMs = () => performance.now() } = dependencies;
  const pace = createPace(destination, random, monotonicMs());
  const sender = openSender(destination);
  const log = createDeliveryLog(logger, destination.name);
  const queue = log.ofQueue(outbox.queue);
  const onError = (error: unknown): void => {
    logger.error({ err: error, destination: destination.name }, 'a delivery could not be worked on');
  };
  const bringing: AttemptDependencies = {
    ...dependencies,
    ...{ destination, sender, leaseMs, onError, credentials: sender.credentials },
    ...{ queue, destinations: log.ofStates(outbox.destinations), shared: outbox.shared },
    judge: (answer, request) => judge(answer, request, nowMs()),
    profile: createProfileSource(destination, sender, monotonicMs),
    decide: createDecider(destination, random, monotonicMs),
    takeRequest: () => pace.takeRequest(monotonicMs()),
  };
  const lane = startLane({
    destination: destination.name,
    ...{ queue: outbox.queue, owner, leaseMs, nowMs, monotonicMs, pace: log.ofPace(pace) },
    startTimer: dependencies.startTimer ?? startTimer,
    attempt: (claim, stopping, answered) => attempt(claim, bringing, stopping, answered),
    onError,
  });
  const stop = async (graceMs: number): Promise<void> => {
    await lane.stop(graceMs);
    await sender.close();
  };
  return { wake: lane.wake, stop };
}
