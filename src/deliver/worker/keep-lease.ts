import { startTimer, type StartTimer } from './timer.js';

/** A claim that is kept as long as the work on it lasts. */
export interface KeptLease {
  /** Ends the work when the lease is lost. */
  readonly signal: AbortSignal;
  /** No more extension. */
  readonly stop: () => void;
}

/** How a lease is kept. */
export interface LeaseKeeping {
  readonly leaseMs: number;
  /** @returns false when the lease is lost. */
  readonly extend: () => Promise<boolean>;
  /** Ends the work at once, for example when the process stops. */
  readonly stopping: AbortSignal;
  /** Of the clock that the lease is of; the real one unless told. */
  readonly startTimer?: StartTimer | undefined;
}

/** The work ends before the lease does: never do two workers send the same. */
const PART_OF_LEASE = 3;

/** Extends a lease each third of its time, and ends the work when that fails. */
export function keepLease({
  leaseMs,
  extend,
  stopping,
  startTimer: start = startTimer,
}: LeaseKeeping): KeptLease {
  const lost = new AbortController();
  let isOver = false;
  let cancel: () => void = () => undefined;
  const arm = (): void => {
    if (!isOver) cancel = start(extendOnce, leaseMs / PART_OF_LEASE);
  };
  const extendOnce = (): void => {
    extend().then(
      (isKept) => {
        if (isKept) arm();
        else lost.abort();
      },
      () => {
        lost.abort();
      },
    );
  };
  arm();
  return {
    signal: AbortSignal.any([lost.signal, stopping]),
    stop: () => {
      isOver = true;
      cancel();
    },
  };
}
